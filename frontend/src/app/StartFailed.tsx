import { problemOf } from '@/lib/problem';

/** Shown when not even the configuration or the issuer could be reached; plain, since nothing else loaded. */
export function StartFailed({ error }: { error: unknown }) {
  const problem = problemOf(error);
  return (
    <main className="start-failed">
      <h1>Trust Fabric could not start</h1>
      <p>{problem.detail ?? problem.title}</p>
      <button type="button" onClick={() => window.location.reload()}>
        Try again
      </button>
    </main>
  );
}
