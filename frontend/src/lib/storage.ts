// Only the theme, column widths and what this browser keeps of the ledger live here: nothing that is secret. Storage may be full or forbidden, and neither may break a page.
const prefix = 'trust-fabric.';

export function readStored<T>(name: string, fallback: T): T {
  try {
    const text = localStorage.getItem(prefix + name);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

export function writeStored(name: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // Nothing to do: the setting simply lasts only as long as the page.
  }
}
