import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useSignedIn } from '@/auth/context';
import { useCommandKeys, useCommands } from '@/lib/commands';
import { initials, words } from '@/lib/format';
import { Dropdown, DropdownItem, DropdownLabel } from './Dropdown';
import {
  IconAlertTriangle,
  IconArchive,
  IconBox,
  IconCertificate,
  IconDatabase,
  IconFlame,
  IconGauge,
  IconHistory,
  IconKey,
  IconKeyboard,
  IconLogout,
  IconMenu2,
  IconMoon,
  IconSearch,
  IconShieldCheck,
  IconShieldHalf,
  IconSun,
  IconTags,
  IconTestPipe,
  IconUrgent,
  IconUserCheck,
  IconUsers,
} from './icons';
import classes from './Shell.module.css';
import { EmptyState } from './States';

const CommandPalette = lazy(() => import('./CommandPalette'));
const ShortcutHelp = lazy(() => import('./ShortcutHelp'));
const NeedsMe = lazy(() => import('./NeedsMe'));

// Pages join this list when they exist; nothing is shown that leads nowhere.
const navigation = [
  {
    group: 'Overview',
    items: [
      { to: '/trust', label: 'Trust', icon: IconShieldHalf },
      { to: '/audit/ledger', label: 'Audit', icon: IconHistory },
    ],
  },
  {
    group: 'Operate',
    items: [
      { to: '/security/events', label: 'Security events', icon: IconAlertTriangle },
      { to: '/security/incidents', label: 'Incidents', icon: IconUrgent },
      { to: '/monitoring/slos', label: 'SLOs', icon: IconGauge },
      { to: '/backup/backups', label: 'Backups', icon: IconArchive },
      { to: '/chaos/tests', label: 'Chaos tests', icon: IconFlame },
      { to: '/security/rotations', label: 'Secret rotations', icon: IconKey },
    ],
  },
  {
    group: 'Prove accuracy',
    items: [
      { to: '/modelops/models', label: 'Model registry', icon: IconBox },
      { to: '/quality/suites', label: 'Test suites', icon: IconTestPipe },
      { to: '/quality/datasets', label: 'Golden datasets', icon: IconDatabase },
    ],
  },
  {
    group: 'Comply',
    items: [
      { to: '/compliance/controls', label: 'Compliance', icon: IconCertificate },
      { to: '/access/reviews', label: 'Access reviews', icon: IconUserCheck },
      { to: '/classification/data', label: 'Data classification', icon: IconTags },
      { to: '/approvals', label: 'Approvals', icon: IconUsers },
    ],
  },
] as const;

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
const paletteKeys = isMac ? '⌘K' : 'Ctrl K';

export function Shell({ children }: { children: ReactNode }) {
  const { person, signOut } = useSignedIn();
  const navigate = useNavigate();
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [helpOpen, setHelpOpen] = useState(false);
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const scheme = useComputedColorScheme('light');
  const toggleTheme = () => setColorScheme(scheme === 'dark' ? 'light' : 'dark');

  useCommandKeys();
  useCommands([
    {
      id: 'palette',
      label: 'Search or jump to',
      group: 'Everywhere',
      keys: ['mod+k'],
      palette: false,
      run: () => setPaletteOpen(true),
    },
    {
      id: 'help',
      label: 'Keyboard shortcuts',
      group: 'Everywhere',
      keys: ['?'],
      run: () => setHelpOpen(true),
    },
    {
      id: 'theme',
      label: scheme === 'dark' ? 'Use the light theme' : 'Use the dark theme',
      group: 'Everywhere',
      run: toggleTheme,
    },
    ...navigation.flatMap(({ items }) =>
      items.map(({ to, label }) => ({
        id: `go-${to}`,
        label: `Go to ${label}`,
        group: 'Pages',
        run: () => void navigate({ to }),
      })),
    ),
    { id: 'sign-out', label: 'Sign out', group: 'Everywhere', run: signOut },
  ]);

  const roles = person.roles.map(words).join(', ') || 'No role';
  const themeLabel = scheme === 'dark' ? 'Use the light theme' : 'Use the dark theme';
  const ThemeIcon = scheme === 'dark' ? IconSun : IconMoon;
  // Once: where the side is hidden its place is in the top bar.
  const isNarrow = useMediaQuery('(max-width: 1023px)', false, { getInitialValueInEffect: false });
  const needsMe = person.may.haveTasks && (
    <Suspense fallback={<span className={classes.icon} />}>
      <NeedsMe className={classes.icon} />
    </Suspense>
  );

  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        Skip to content
      </a>
      <aside className={classes.side}>
        <div className={classes.brand}>
          <span className={classes.mark}>
            <IconShieldCheck size={16} aria-hidden />
          </span>
          <span className={classes.brandName}>Trust Fabric</span>
          {!isNarrow && needsMe}
        </div>
        <button type="button" className={classes.search} onClick={() => setPaletteOpen(true)}>
          <IconSearch size={14} aria-hidden />
          Search or jump to…
          <span className={classes.searchKeys}>{paletteKeys}</span>
        </button>
        <nav className={classes.nav} aria-label="Pages">
          {navigation.map(({ group, items }) => (
            <section key={group}>
              <h2 className={classes.group}>{group}</h2>
              {items.map(({ to, label, icon: Icon }) => (
                <Link key={to} to={to} className={classes.link} activeOptions={{ includeSearch: false }}>
                  <Icon size={16} aria-hidden />
                  {label}
                </Link>
              ))}
            </section>
          ))}
        </nav>
        <footer className={classes.person}>
          <Dropdown
            label="Account"
            side="top"
            trigger={(props) => (
              <button
                type="button"
                className={classes.who}
                aria-label={`${person.name}, ${roles}: account`}
                {...props}
              >
                <span className={classes.avatar} aria-hidden="true">
                  {initials(person.name)}
                </span>
                <span className={classes.names}>
                  <span className={classes.name}>{person.name}</span>
                  <span className={classes.role}>{roles}</span>
                </span>
              </button>
            )}
          >
            {(close) => <AccountItems close={close} onHelp={() => setHelpOpen(true)} />}
          </Dropdown>
          <button
            type="button"
            className={classes.icon}
            aria-label={themeLabel}
            title={themeLabel}
            onClick={toggleTheme}
          >
            <ThemeIcon size={16} aria-hidden />
          </button>
        </footer>
      </aside>
      <header className={classes.top}>
        <span className={classes.mark}>
          <IconShieldCheck size={16} aria-hidden />
        </span>
        <strong>Trust Fabric</strong>
        {isNarrow && needsMe}
        <button
          type="button"
          className={classes.icon}
          aria-label="Search or jump to"
          onClick={() => setPaletteOpen(true)}
        >
          <IconSearch size={17} aria-hidden />
        </button>
        <button type="button" className={classes.icon} aria-label={themeLabel} onClick={toggleTheme}>
          <ThemeIcon size={17} aria-hidden />
        </button>
        <Dropdown
          label="Menu"
          align="end"
          trigger={(props) => (
            <button type="button" className={classes.icon} aria-label="Menu" {...props}>
              <IconMenu2 size={18} aria-hidden />
            </button>
          )}
        >
          {(close) => (
            <>
              <DropdownLabel>
                {person.name} · {roles}
              </DropdownLabel>
              {navigation.flatMap(({ items }) =>
                items.map(({ to, label, icon: Icon }) => (
                  <Link key={to} to={to} className={classes.link} onClick={close}>
                    <Icon size={15} aria-hidden />
                    {label}
                  </Link>
                )),
              )}
              <AccountItems close={close} onHelp={() => setHelpOpen(true)} />
            </>
          )}
        </Dropdown>
      </header>
      <main className={classes.main} id="content" tabIndex={-1}>
        {person.may.readRecords ? (
          children
        ) : (
          <EmptyState title="Your account has no role here">
            <p>
              You are signed in as {person.name}, but no role lets you read records. Ask an administrator for
              one; an auditor's role also ends on its date.
            </p>
          </EmptyState>
        )}
      </main>
      <Suspense>
        {paletteOpen && <CommandPalette onClose={() => setPaletteOpen(false)} />}
        {helpOpen && <ShortcutHelp onClose={() => setHelpOpen(false)} />}
      </Suspense>
    </div>
  );
}

function AccountItems({ close, onHelp }: { close: () => void; onHelp: () => void }) {
  const { signOut } = useSignedIn();
  return (
    <>
      <DropdownItem
        icon={<IconKeyboard size={15} aria-hidden />}
        onClick={() => {
          close();
          onHelp();
        }}
      >
        Keyboard shortcuts
      </DropdownItem>
      <DropdownItem icon={<IconLogout size={15} aria-hidden />} onClick={signOut}>
        Sign out
      </DropdownItem>
    </>
  );
}
