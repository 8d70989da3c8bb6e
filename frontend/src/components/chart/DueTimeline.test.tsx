import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { show } from '@/testing/render';
import { DueTimeline } from './DueTimeline';

const now = Date.parse('2026-11-23T12:00:00Z');
const at = (days: number) => new Date(now + days * 86_400_000).toISOString();
const secrets = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    id: `s${n}`,
    label: `secret ${n}`,
    at: at(n - 2),
  }));

const onOpen = vi.fn();
const onPick = vi.fn();
const timeline = (count: number) =>
  show(
    <DueTimeline
      title="When secrets are due"
      summary="Two overdue."
      items={secrets(count)}
      now={now}
      soonDays={14}
      aheadDays={90}
      noun="secret"
      due={(when) => (Date.parse(when) < now ? 'overdue' : 'ahead')}
      about={(item) => `about ${item.label}`}
      onOpen={onOpen}
      onPick={onPick}
    />,
  );

describe('the due timeline', () => {
  beforeEach(() => {
    vi.clearAllMocks();
    vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 1100, 168));
  });

  it('is walked by arrow keys, says where one is, and opens with Enter', async () => {
    timeline(4);
    const slider = screen.getByRole('slider', { name: 'When secrets are due' });
    slider.focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(slider).toHaveAttribute('aria-valuetext', 'secret 1: overdue, about secret 1');
    await userEvent.keyboard('{End}{Enter}');
    expect(onOpen).toHaveBeenCalledWith('s3');
    await userEvent.keyboard('{Home}{Enter}');
    expect(onOpen).toHaveBeenLastCalledWith('s0');
  });

  it('says all of it in a table for those who cannot see it', () => {
    timeline(3);
    expect(screen.getByRole('table', { name: 'When secrets are due' })).toBeInTheDocument();
    expect(screen.getByRole('row', { name: 'secret 0 Overdue: overdue' })).toBeInTheDocument();
    expect(screen.getByRole('row', { name: 'secret 2 Due soon: ahead' })).toBeInTheDocument();
  });

  it('shows nothing to walk through when nothing is due', async () => {
    timeline(0);
    screen.getByRole('slider').focus();
    await userEvent.keyboard('{ArrowRight}{Enter}');
    expect(onOpen).not.toHaveBeenCalled();
  });
});
