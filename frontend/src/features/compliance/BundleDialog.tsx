import { Button, Modal, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Framework } from '@/api/types';
import { useApi } from '@/auth/context';
import { CopyText } from '@/components/CopyText';
import classes from '@/components/Dialog.module.css';
import { Segments } from '@/components/Segments';
import { ProblemNote } from '@/components/States';
import { handOverBundle } from './documents';
import { FRAMEWORKS } from './search';
import { frameworkName } from './words';

const periods = [
  { value: '90', text: 'Last 90 days' },
  { value: '180', text: '180 days' },
  { value: '365', text: '365 days' },
] as const;
type Days = (typeof periods)[number]['value'];

/** Everything about one framework for an auditor, in one file that can be verified without the product. */
export function BundleDialog({ framework, onClose }: { framework?: Framework; onClose: () => void }) {
  const api = useApi();
  const [chosen, setChosen] = useState<Framework>(framework ?? FRAMEWORKS[0]);
  const [days, setDays] = useState<Days>('365');
  const taking = useMutation({ mutationFn: () => handOverBundle(api, chosen, Number(days)) });
  return (
    <Modal opened onClose={onClose} title="Auditor's bundle" size={520}>
      <form
        noValidate
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          taking.mutate();
        }}
      >
        <p className={classes.note}>
          One ZIP: the evidence that counted in the period with its files, the Statement of Applicability,
          OSCAL documents, the score with its reasons, and the ledger's lines with their proofs. That it was
          taken, and by whom, becomes a line of the ledger too.
        </p>
        <NativeSelect
          label="Framework"
          value={chosen}
          data={FRAMEWORKS.map((one) => ({ value: one, label: frameworkName(one) }))}
          onChange={(event) => setChosen(event.currentTarget.value as Framework)}
        />
        <Segments label="Period" value={days} options={periods} onChange={setDays} />
        <div>
          <p className={classes.note}>
            Verify it on another machine with the program in <code>infra/verify</code>, which shares no code
            with this product. With a key that you were given elsewhere, it does not have to believe the one
            in the bundle.
          </p>
          <CopyText label="command" text={`tlog-verify bundle auditor-bundle-${chosen}.zip`} />
        </div>
        {taking.error && <ProblemNote error={taking.error} />}
        {taking.isSuccess && (
          <p className={classes.note} role="status">
            It is among your downloads.
          </p>
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {taking.isSuccess ? 'Done' : 'Cancel'}
          </Button>
          <Button type="submit" loading={taking.isPending}>
            Download
          </Button>
        </div>
      </form>
    </Modal>
  );
}
