import { lexer, type Token, type Tokens } from 'marked';
import { createContext, Fragment, type ReactNode, useContext, useMemo } from 'react';
import classes from './Markdown.module.css';
import { headingLevels, safeLink } from './markdown';

/**
 * Markdown as React elements. The library only reads it: no HTML is ever made from the text, so tags that
 * somebody wrote are shown as the characters they are, and pictures, which would be fetched from elsewhere, as links.
 * `under` is the level of the heading that the text stands under.
 */
export function Markdown({ text, under }: { text: string; under: number }) {
  const tokens = useMemo(() => lexer(text, { gfm: true }), [text]);
  const levels = useMemo(() => headingLevels(tokens, under), [tokens, under]);
  return (
    <Levels value={levels}>
      <div className={classes.markdown}>{blocks(tokens)}</div>
    </Levels>
  );
}

/** Each heading's level on the page. */
const Levels = createContext<ReadonlyMap<object, number>>(new Map());

function Heading({ token }: { token: Tokens.Heading }) {
  const Tag = `h${useContext(Levels).get(token) ?? 6}` as 'h6';
  return <Tag data-depth={token.depth}>{inlines(token.tokens, token.text)}</Tag>;
}

function blocks(tokens: readonly Token[]): ReactNode {
  return tokens.map((token, index) => <Fragment key={keyOf(token, index)}>{block(token)}</Fragment>);
}

function inlines(tokens: readonly Token[] | undefined, plain: string): ReactNode {
  if (!tokens) return plain;
  return tokens.map((token, index) => <Fragment key={keyOf(token, index)}>{inline(token)}</Fragment>);
}

/** A text is read anew as a whole, so that its parts may go by their places. */
const keyOf = (token: object, index: number) => `${index}-${'type' in token ? token.type : ''}`;

function block(token: Token): ReactNode {
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'hr':
      return <hr />;
    case 'heading':
      return <Heading token={token as Tokens.Heading} />;
    case 'paragraph':
      return <p>{inlines(token.tokens, token.text)}</p>;
    case 'code':
      return (
        <pre>
          <code>{token.text}</code>
        </pre>
      );
    case 'blockquote':
      return <blockquote>{blocks(token.tokens ?? [])}</blockquote>;
    case 'list':
      return list(token as Tokens.List);
    case 'table':
      return table(token as Tokens.Table);
    case 'html':
      return <p>{token.raw}</p>;
    case 'text':
      return inlines(token.tokens, token.text);
    default:
      return inline(token);
  }
}

function list(token: Tokens.List): ReactNode {
  const items = token.items.map((item, index) => (
    <li key={keyOf(item, index)} data-task={item.task || undefined}>
      {item.task && <span aria-hidden="true">{item.checked ? '☑' : '☐'} </span>}
      {item.task && <span className="visually-hidden">{item.checked ? 'done: ' : 'to do: '}</span>}
      {blocks(item.tokens.filter((one) => one.type !== 'checkbox'))}
    </li>
  ));
  return token.ordered ? <ol start={Number(token.start) || 1}>{items}</ol> : <ul>{items}</ul>;
}

function table(token: Tokens.Table): ReactNode {
  const hasHead = token.header.some((cell) => cell.text.trim() !== '');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: may scroll sideways on a small screen
    <section className={classes.scroll} aria-label="Table" tabIndex={0}>
      <table>
        {hasHead && (
          <thead>
            <tr>
              {token.header.map((cell, index) => (
                <th key={keyOf(cell, index)} scope="col">
                  {inlines(cell.tokens, cell.text)}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {token.rows.map((row, place) => (
            <tr key={keyOf(row, place)}>
              {row.map((cell, index) =>
                !hasHead && index === 0 ? (
                  <th key={keyOf(cell, index)} scope="row">
                    {inlines(cell.tokens, cell.text)}
                  </th>
                ) : (
                  <td key={keyOf(cell, index)}>{inlines(cell.tokens, cell.text)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function inline(token: Token): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{inlines(token.tokens, token.text)}</strong>;
    case 'em':
      return <em>{inlines(token.tokens, token.text)}</em>;
    case 'del':
      return <del>{inlines(token.tokens, token.text)}</del>;
    case 'codespan':
      return <code>{token.text}</code>;
    case 'br':
      return <br />;
    case 'link':
    case 'image': {
      const content = token.type === 'image' ? token.text || token.href : inlines(token.tokens, token.text);
      const href = safeLink(String(token.href));
      return href ? (
        <a href={href} target="_blank" rel="noopener noreferrer nofollow">
          {content}
        </a>
      ) : (
        content
      );
    }
    case 'escape':
      return token.text;
    case 'text':
      return 'tokens' in token && token.tokens ? inlines(token.tokens, token.text) : unescaped(token.text);
    default:
      return token.raw;
  }
}

// The library leaves what the writer escaped as entities; people expect the sign.
const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: '\u00a0',
};
const unescaped = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? '');
