import type { Control } from '@/api/types';

/** `2 approved, 1 in hand`: what counts, and what might soon. */
export function evidenceText({ covering, inHand }: Pick<Control, 'covering' | 'inHand'>): string {
  const parts = [
    ...(covering > 0 ? [`${covering} approved`] : []),
    ...(inHand > 0 ? [`${inHand} in hand`] : []),
  ];
  return parts.join(', ');
}
