// Runs before the first paint, as a file because the CSP allows no inline script: without it a dark page
// would flash white on each reload.
(() => {
  let wanted = 'auto';
  try {
    wanted = localStorage.getItem('trust-fabric.theme') || 'auto';
  } catch {
    // Storage may be switched off; the system's choice will do.
  }
  const dark =
    wanted === 'dark' || (wanted !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
