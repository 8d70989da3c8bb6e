import { Button, Modal } from '@mantine/core';
import dialog from '@/components/Dialog.module.css';
import type { BulkOutcome } from './bulk';
import { counted } from './words';

/** After a bulk change: how many went through, and each that did not with the API's reason. */
export function BulkOutcomeDialog({
  outcome: { changed, failed },
  onClose,
}: {
  outcome: BulkOutcome;
  onClose: () => void;
}) {
  const title =
    failed.length === 0
      ? `${counted(changed.length)} changed`
      : `${changed.length} changed, ${failed.length} not`;
  return (
    <Modal opened onClose={onClose} title={title} size={480}>
      <div className={dialog.form}>
        {failed.length > 0 && (
          <>
            <p className={dialog.note}>These were refused and stay selected. The others are changed.</p>
            <ul className={dialog.outcome} aria-label="Refused events">
              {failed.map(({ event, problem }) => (
                <li key={event.id}>
                  <strong>{event.title}</strong>
                  <span>
                    {problem.title}
                    {problem.detail && problem.detail !== problem.title ? `: ${problem.detail}` : ''}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
        <div className={dialog.buttons}>
          <Button onClick={onClose} data-autofocus>
            {failed.length > 0 ? 'Look at them' : 'Done'}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
