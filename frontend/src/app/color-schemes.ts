import {
  isMantineColorScheme,
  localStorageColorSchemeManager,
  type MantineColorSchemeManager,
} from '@mantine/core';

const KEY = 'trust-fabric.theme';

// The key is also read by public/first-paint.js, before anything else runs.
const stored = localStorageColorSchemeManager({ key: KEY });

/** The person's choice of theme, kept in local storage; storage that is switched off is no failure. */
export const colorSchemes: MantineColorSchemeManager = {
  ...stored,
  get(fallback) {
    try {
      const value = localStorage.getItem(KEY);
      return isMantineColorScheme(value) ? value : fallback;
    } catch {
      return fallback;
    }
  },
};
