/** An address that a link may lead to, or undefined: `javascript:` and its kin lead nowhere. */
export function safeLink(href: string): string | undefined {
  const text = href.trim();
  if (/^(https?:|mailto:)/i.test(text)) return text;
  // Within the product; `//host` would be elsewhere.
  return /^(\/(?!\/)|#)/.test(text) ? text : undefined;
}
