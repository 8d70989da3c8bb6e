import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/lib/problem';
import { show } from '@/testing/render';
import { CopyText } from './CopyText';
import { SearchInput } from './FilterBar';
import { SeverityMark } from './SeverityMark';
import { ErrorState, ProblemNote } from './States';
import { StatGroup } from './StatStrip';
import { StatusTrack } from './StatusTrack';

describe('an error', () => {
  const error = new ApiError({
    type: 'x',
    title: 'Not ready',
    status: 503,
    detail: 'Try later.',
    traceId: 'abc123',
  });

  it('shows title, detail and trace id, and tries again', async () => {
    const retry = vi.fn();
    show(<ErrorState error={error} onRetry={retry} />);
    expect(screen.getByRole('alert')).toHaveTextContent('Not ready');
    expect(screen.getByRole('alert')).toHaveTextContent('Try later.');
    expect(screen.getByRole('button', { name: 'Copy trace id abc123' })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledOnce();
  });

  it('names each bad field', () => {
    const bad = {
      type: 'x',
      title: 'Invalid',
      status: 400,
      errors: [{ pointer: '/reason', message: 'is needed' }],
    };
    show(<ProblemNote error={new ApiError(bad)} />);
    expect(screen.getByRole('alert')).toHaveTextContent('/reason is needed');
  });
});

describe('a figure', () => {
  const onClick = vi.fn();

  it('is never 0 when it is unknown', () => {
    show(
      <StatGroup title="Open" loading={false} stats={[{ label: 'Critical', value: undefined, onClick }]} />,
    );
    expect(screen.getByRole('button', { name: /Critical/ })).toHaveTextContent('–Critical');
  });

  it('leads to its rows and says whether they are shown', async () => {
    show(
      <StatGroup
        title="Open"
        loading={false}
        stats={[{ label: 'High', value: '3', active: true, onClick }]}
      />,
    );
    const figure = screen.getByRole('button', { name: /High/ });
    expect(figure).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(figure);
    expect(onClick).toHaveBeenCalledOnce();
  });
});

describe('small parts', () => {
  it('copy the whole of a shortened identifier and say so', async () => {
    show(<CopyText text="0199-whole" shown="whole" label="event id" />);
    await userEvent.click(screen.getByRole('button', { name: 'Copy event id 0199-whole' }));
    expect(await screen.findByText('event id copied')).toBeInTheDocument();
  });

  it('say a severity in words', () => {
    show(<SeverityMark severity="critical" />);
    expect(screen.getByText('Critical')).toBeVisible();
  });

  it('tell which step a record is at', () => {
    show(<StatusTrack label="Status" steps={['Open', 'Investigating', 'Resolved']} at={1} />);
    expect(screen.getByText('Investigating')).toHaveAttribute('aria-current', 'step');
  });

  it('clear the search on Esc before leaving it', async () => {
    const onChange = vi.fn();
    show(<SearchInput value="abc" onChange={onChange} placeholder="Search" input={{ current: null }} />);
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search' }), '{Escape}');
    expect(onChange).toHaveBeenLastCalledWith('');
  });
});
