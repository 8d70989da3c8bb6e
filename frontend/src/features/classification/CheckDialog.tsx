import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { DataCheck } from '@/api/types';
import { useApi } from '@/auth/context';
import dialog from '@/components/Dialog.module.css';
import { IconCheck, IconX } from '@/components/icons';
import { ProblemNote } from '@/components/States';
import { shortId } from '@/lib/format';
import classes from './Classification.module.css';
import { checkUse } from './queries';
import { ruleName } from './words';

interface Props {
  /** The asset that is asked about, where it is known. */
  asset?: string;
  onClose: () => void;
}

/** May this data be used so? The answer, with every rule that says no. */
export function CheckDialog({ asset = '', onClose }: Props) {
  const api = useApi();
  const [use, setUse] = useState({ dataAsset: asset, region: '', purpose: '', role: '', encrypted: true });
  const checking = useMutation({
    mutationFn: () =>
      checkUse(api, {
        dataAsset: use.dataAsset.trim(),
        region: use.region.trim().toUpperCase(),
        purpose: use.purpose.trim(),
        role: use.role.trim(),
        encrypted: use.encrypted,
      }),
  });
  const change = (part: Partial<typeof use>) => {
    setUse((now) => ({ ...now, ...part }));
    // An answer stands only beside the question it was given to.
    checking.reset();
  };
  const isReady = [use.dataAsset, use.region, use.purpose, use.role].every((text) => text.trim());
  const field = (name: 'dataAsset' | 'region' | 'purpose' | 'role', label: string, hint: string) => (
    <TextInput
      label={label}
      placeholder={hint}
      required
      maxLength={name === 'region' ? 6 : 200}
      value={use[name]}
      {...(name === (asset ? 'region' : 'dataAsset') ? { 'data-autofocus': true } : {})}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <Modal opened onClose={onClose} title="May this data be used so?" size={520}>
      <form
        className={dialog.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) checking.mutate();
        }}
      >
        {field('dataAsset', 'Asset', 'ledger.customers')}
        <div className={dialog.columns}>
          {field('region', 'In region', 'DE, US-CA or EU')}
          {field('role', 'By role', 'accountant')}
        </div>
        {field('purpose', 'For purpose', 'tax_filing')}
        <label className={dialog.check}>
          <input
            type="checkbox"
            checked={use.encrypted}
            onChange={(event) => change({ encrypted: event.currentTarget.checked })}
          />
          Encrypted where it lies and on its way
        </label>
        {checking.data && <Answer answer={checking.data} />}
        {checking.error && <ProblemNote error={checking.error} />}
        {!checking.data && (
          <p className={dialog.note}>A no is recorded as a security event, once for each cause.</p>
        )}
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" loading={checking.isPending} disabled={!isReady}>
            Check
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function Answer({ answer }: { answer: DataCheck }) {
  const isAllowed = answer.decision === 'allow';
  return (
    <section className={classes.answer} data-decision={answer.decision} role="status" aria-label="Answer">
      <strong>
        {isAllowed ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
        {isAllowed ? 'Yes, it may' : 'No, it may not'}
      </strong>
      {isAllowed ? (
        <p>No rule of its classification speaks against it.</p>
      ) : (
        <ul>
          {answer.reasons.map((reason) => (
            <li key={reason.rule}>
              <b>{ruleName(reason.rule)}</b>: {reason.explanation}.{' '}
              <Link to="/security/events" search={{ event: reason.securityEventId }}>
                Security event {shortId(reason.securityEventId)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
