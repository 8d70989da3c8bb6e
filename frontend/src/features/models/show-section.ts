/** Space left above a section. Pixels. */
const ABOVE = 10;

/** Brings a section of the page to the top. Only the page's own scroller moves: `scrollIntoView` would move the shell. */
export function showSection(id: string): void {
  const section = document.getElementById(id);
  const scroller = section?.closest<HTMLElement>('[data-scroller]');
  if (!section || !scroller) return;
  const distance = section.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  scroller.scrollTo({ top: scroller.scrollTop + distance - ABOVE });
}
