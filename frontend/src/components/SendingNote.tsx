import classes from './Dialog.module.css';

/** How far an upload is: sent in part, or sent whole and being read. */
export function SendingNote({ share, name }: { share: number; name: string }) {
  return (
    <div>
      <p className={classes.note} role="status">
        {share < 1 ? `Sending ${name}: ${Math.floor(share * 100)} %` : `The API reads ${name}…`}
      </p>
      <progress className={classes.progress} aria-label="Sent" max={1} value={share} />
    </div>
  );
}
