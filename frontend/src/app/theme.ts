import { createTheme, type MantineColorsTuple } from '@mantine/core';

// Shades are ours so that filled buttons reach 4.5:1 with white text in both themes.
const indigo: MantineColorsTuple = [
  '#eef1ff',
  '#dfe4ff',
  '#bcc6ff',
  '#97a6ff',
  '#7b8cf9',
  '#6175ee',
  '#4a5fe0',
  '#3d50c9',
  '#3343ab',
  '#2b388a',
];

const dark: MantineColorsTuple = [
  '#e6e9f0',
  '#c4cad6',
  '#9ba4b5',
  '#6f7889',
  '#3a4252',
  '#2a303d',
  '#1e232e',
  '#151922',
  '#10131a',
  '#0b0d12',
];

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: 6,
  colors: { indigo, dark },
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, monospace",
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  headings: { fontWeight: '600' },
  components: {
    // Locking the scroll writes a <style> tag, which the CSP forbids; the close button needs a name.
    Modal: { defaultProps: { lockScroll: false, closeButtonProps: { 'aria-label': 'Close' } } },
  },
});
