import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { show } from '@/testing/render';
import { Markdown } from './Markdown';
import { headingLevels, safeLink } from './markdown';

describe('a postmortem in Markdown', () => {
  it('is drawn with headings, lists, tables and tasks', () => {
    show(
      <Markdown
        under={3}
        text={
          '# Title\n\n## Part\n\n**Bold** and `code`, *soft* & plain\n\n| | |\n|---|---|\n| Severity | sev1 |\n\n' +
          '- [x] Done\n- [ ] Open\n\n1. One\n2. Two\n\n> Said\n\n```\nrun --now\n```\n'
        }
      />,
    );
    expect(screen.getByRole('heading', { name: 'Title', level: 4 })).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Part', level: 5 })).toBeVisible();
    expect(screen.getByText('Bold').tagName).toBe('STRONG');
    expect(screen.getByRole('row', { name: 'Severity sev1' })).toBeVisible();
    expect(screen.getByText(/done:/)).toBeInTheDocument();
    expect(screen.getByText('Said')).toBeVisible();
    expect(screen.getByText('run --now').tagName).toBe('CODE');
  });

  it('shows tags as the characters they are', () => {
    const { container } = show(
      <Markdown
        under={3}
        text={'<script>alert(1)</script>\n\nText <img src=x onerror=alert(1)> end &lt;b&gt;'}
      />,
    );
    expect(container.querySelector('script, img')).toBeNull();
    expect(container).toHaveTextContent('<script>alert(1)</script>');
    expect(container).toHaveTextContent('onerror=alert(1)');
    expect(container).toHaveTextContent('<b>');
  });

  it('leads nowhere dangerous, and fetches no picture', () => {
    const { container } = show(
      <Markdown
        under={3}
        text={'[bad](javascript:alert(1)) [good](https://x.test/a) ![pic](https://evil.test/p.png)'}
      />,
    );
    expect(container.querySelector('img')).toBeNull();
    expect([...container.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual([
      'https://x.test/a',
      'https://evil.test/p.png',
    ]);
    expect(container.querySelector('a')).toHaveAttribute('rel', expect.stringContaining('noopener'));
  });

  it.each([
    ['https://x.test', 'https://x.test'],
    ['mailto:a@x.test', 'mailto:a@x.test'],
    ['/security/events', '/security/events'],
    ['#part', '#part'],
    ['//evil.test', undefined],
    [' javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['java\nscript:x', undefined],
  ])('%j leads to %j', (href, target) => {
    expect(safeLink(href)).toBe(target);
  });
});

it('gives headings the level their writer meant, without a gap', () => {
  const headings = [1, 3, 2, 6, 6].map((depth) => ({ type: 'heading', depth }));
  expect([...headingLevels([{ type: 'paragraph' }, ...headings], 2).values()]).toEqual([3, 4, 4, 5, 6]);
});
