import {
  type ButtonHTMLAttributes,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import classes from './Dropdown.module.css';

type TriggerProps = Pick<ButtonHTMLAttributes<HTMLButtonElement>, 'popoverTarget' | 'aria-expanded'> & {
  ref: RefObject<HTMLButtonElement | null>;
};

interface Props {
  /** What the dropdown holds, for assistive technology. */
  label: string;
  trigger: (props: TriggerProps) => ReactNode;
  /** The content exists only while open, so it starts afresh each time. */
  children: (close: () => void) => ReactNode;
  align?: 'start' | 'end';
  side?: 'bottom' | 'top';
  /** Opens as soon as it is there: its button was just asked for. */
  startOpen?: boolean;
}

const EDGE = 8;
const GAP = 4;

/**
 * A small surface beside its button. The browser's own popover does the hard parts (top layer, Esc, a click
 * elsewhere, focus back to the button), which keeps a positioning library out of the first load.
 */
export function Dropdown({
  label,
  trigger,
  children,
  align = 'start',
  side = 'bottom',
  startOpen = false,
}: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  const place = () => {
    const at = button.current?.getBoundingClientRect();
    const element = surface.current;
    if (!at || !element) return;
    const { innerWidth, innerHeight } = window;
    const width = element.offsetWidth || 220;
    const wanted = align === 'start' ? at.left : at.right - width;
    element.style.left = `${Math.max(EDGE, Math.min(wanted, innerWidth - width - EDGE))}px`;
    element.style.top = side === 'bottom' ? `${at.bottom + GAP}px` : 'auto';
    element.style.bottom = side === 'top' ? `${innerHeight - at.top + GAP}px` : 'auto';
    element.style.maxHeight = `${(side === 'bottom' ? innerHeight - at.bottom : at.top) - GAP - EDGE}px`;
  };

  const close = () => surface.current?.hidePopover();

  useEffect(() => {
    if (startOpen) surface.current?.showPopover();
  }, [startOpen]);

  useEffect(() => {
    if (!open) return;
    // Its button moves away under it when the page scrolls.
    const onScroll = (event: Event) => {
      if (!surface.current?.contains(event.target as Node)) surface.current?.hidePopover();
    };
    window.addEventListener('scroll', onScroll, true);
    window.addEventListener('resize', onScroll);
    return () => {
      window.removeEventListener('scroll', onScroll, true);
      window.removeEventListener('resize', onScroll);
    };
  }, [open]);

  return (
    <>
      {trigger({ ref: button, popoverTarget: id, 'aria-expanded': open })}
      <div
        ref={surface}
        id={id}
        popover="auto"
        role="group"
        aria-label={label}
        className={classes.surface}
        onBeforeToggle={(event) => {
          if (event.newState === 'open') place();
          setOpen(event.newState === 'open');
        }}
        onToggle={(event) => {
          if (event.newState !== 'open') return;
          place();
          const first = surface.current?.querySelector<HTMLElement>('[data-autofocus]');
          (first ?? surface.current?.querySelector<HTMLElement>('button, input, a'))?.focus();
        }}
      >
        {open && children(close)}
      </div>
    </>
  );
}

/** A line of a dropdown that does something and closes it. */
export function DropdownItem({
  icon,
  children,
  onClick,
}: {
  icon?: ReactNode;
  children: ReactNode;
  onClick: () => void;
}) {
  return (
    <button type="button" className={classes.item} onClick={onClick}>
      {icon}
      {children}
    </button>
  );
}

export function DropdownLabel({ children }: { children: ReactNode }) {
  return <p className={classes.label}>{children}</p>;
}
