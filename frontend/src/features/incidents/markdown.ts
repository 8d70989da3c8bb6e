/** An address that a link may lead to, or undefined: `javascript:` and its kin lead nowhere. */
export function safeLink(href: string): string | undefined {
  const text = href.trim();
  if (/^(https?:|mailto:)/i.test(text)) return text;
  // Within the product; `//host` would be elsewhere.
  return /^(\/(?!\/)|#)/.test(text) ? text : undefined;
}

interface Part {
  type: string;
  depth?: number;
}

/**
 * The level of each heading of a text that stands under a heading of its own: as deep as its writer meant, but
 * never skipping a level, since readers by ear take a skipped one for something missing.
 */
export function headingLevels(parts: readonly Part[], under: number): Map<Part, number> {
  const levels = new Map<Part, number>();
  let last = under;
  for (const part of parts) {
    if (part.type !== 'heading') continue;
    last = Math.min(under + (part.depth ?? 1), last + 1, 6);
    levels.set(part, last);
  }
  return levels;
}
