// Forms and filters take names of secrets. A value pasted by mistake must not reach an address or a history; the
// API judges what is stored, this only keeps texts that are clearly values out of sight.

const marks = [
  /-----BEGIN [A-Z ]+-----/,
  /\b(AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\b(gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk_live_|rk_live_|sk-|npm_|AIza)[A-Za-z0-9_-]{16,}/,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+/,
  /:\/\/[^\s/:@]+:[^\s/@]+@/,
  /\b(password|passwd|secret|token)\s*=\s*\S+/i,
];

/** Base64 or hex without a word in it: 32 characters or more of several kinds in one piece. */
function isRandom(piece: string): boolean {
  if (piece.length < 32 || !/^[A-Za-z0-9+/_=-]+$/.test(piece)) return false;
  if (/^[0-9a-f]+$/i.test(piece)) return true;
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/].filter((kind) => kind.test(piece)).length;
  return kinds === 3 && !/[A-Za-z]{8,}/.test(piece);
}

/** Whether a text is a secret's value rather than its name, as far as its looks go. */
export const looksLikeValue = (text: string): boolean =>
  marks.some((mark) => mark.test(text)) || text.split(/\s+/).some(isRandom);

/** Where a secret's panel is: by its name, or by an attempt's id where the name could be mistaken for a value. */
export const panelOf = (secretName: string, attemptId: string) =>
  looksLikeValue(secretName)
    ? { secret: undefined, rotation: attemptId }
    : { secret: secretName, rotation: undefined };
