import { MantineProvider } from '@mantine/core';
import { type RenderResult, render } from '@testing-library/react';
import type { ReactNode } from 'react';

/** Renders inside the kit's provider, with transitions and portals off. */
export function show(children: ReactNode): RenderResult {
  return render(<MantineProvider env="test">{children}</MantineProvider>);
}
