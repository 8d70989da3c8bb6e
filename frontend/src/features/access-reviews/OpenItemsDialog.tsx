import { Button, Modal } from '@mantine/core';
import type { AccessReview } from '@/api/types';
import classes from '@/components/Dialog.module.css';
import { counted } from './words';

interface Props {
  review: AccessReview;
  onClose: () => void;
  onShow: () => void;
}

/** Why a review cannot be completed yet, and the way to what is missing. */
export function OpenItemsDialog({ review, onClose, onShow }: Props) {
  return (
    <Modal opened onClose={onClose} title="Not everything is decided" size={460}>
      <div className={classes.form}>
        <p className={classes.note}>
          A review is complete once somebody has decided about every account. {counted(review.openItems)} of{' '}
          {review.itemCount} {review.openItems === 1 ? 'is' : 'are'} open.
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button data-autofocus onClick={onShow}>
            Show what is open
          </Button>
        </div>
      </div>
    </Modal>
  );
}
