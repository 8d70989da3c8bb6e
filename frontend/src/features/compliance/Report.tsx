import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Control, Framework } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Dropdown, DropdownItem, DropdownLabel } from '@/components/Dropdown';
import { IconChevronDown, IconDownload, IconPrinter } from '@/components/icons';
import { LoadingRows } from '@/components/ListPage';
import { Segments } from '@/components/Segments';
import { ErrorState, ProblemNote } from '@/components/States';
import { number, utc, utcDay, words } from '@/lib/format';
import { type Document, documents, handOver } from './documents';
import { evidenceText } from './evidence-text';
import { PeriodPart } from './PeriodPart';
import { allControls, coverage, frameworks } from './queries';
import classes from './Report.module.css';
import { FRAMEWORKS, type Period } from './search';
import { frameworkName, percent, stateName } from './words';

interface Props {
  framework: Framework;
  period: Period | undefined;
  onFramework: (framework: Framework) => void;
  onPeriod: (period: Period | undefined) => void;
}

const options = FRAMEWORKS.map((value) => ({ value, text: frameworkName(value) }));

/** One framework on paper: what is covered, what each control's standing is, and since when. */
export function Report({ framework, period, onFramework, onPeriod }: Props) {
  const api = useApi();
  const person = usePerson();
  const known = useQuery(frameworks(api));
  const covered = useQuery(coverage(api));
  const controls = useQuery(allControls(api));
  const handing = useMutation({ mutationFn: (what: Document) => handOver(api, what, framework) });
  const error = known.error ?? covered.error ?? controls.error;
  const about = known.data?.find((one) => one.framework === framework);
  const figures = covered.data?.frameworks.find((one) => one.framework === framework);
  const offered = documents.filter((one) => !one.restricted || person.may.readEvidenceFiles);
  const retry = () => {
    void known.refetch();
    void covered.refetch();
    void controls.refetch();
  };
  return (
    <div className={classes.report}>
      <div className={classes.bar}>
        <Segments label="Framework" options={options} value={framework} onChange={onFramework} />
        <span className={classes.buttons}>
          <Dropdown
            label="Documents"
            align="end"
            trigger={(props) => (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconDownload size={14} />}
                rightSection={<IconChevronDown size={13} />}
                loading={handing.isPending}
                {...props}
              >
                Documents
              </Button>
            )}
          >
            {(close) => (
              <>
                <DropdownLabel>Of {frameworkName(framework)}; each download is a ledger line</DropdownLabel>
                {offered.map((one) => (
                  <DropdownItem
                    key={one.what}
                    onClick={() => {
                      close();
                      handing.mutate(one.what);
                    }}
                  >
                    {one.text}
                  </DropdownItem>
                ))}
              </>
            )}
          </Dropdown>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPrinter size={14} />}
            onClick={() => window.print()}
          >
            Print
          </Button>
        </span>
      </div>
      {handing.error && <ProblemNote error={handing.error} />}
      {error && !(about && figures && controls.data) && <ErrorState error={error} onRetry={retry} />}
      {!error && !(about && figures && controls.data) && (
        <div aria-busy="true">
          <LoadingRows rows={10} />
        </div>
      )}
      {about && figures && covered.data && controls.data && (
        <>
          <header className={classes.title}>
            <h2>
              {about.title.startsWith(frameworkName(framework)) ? '' : `${frameworkName(framework)}: `}
              {about.title}
            </h2>
            <p>
              {about.edition}. As of <time dateTime={covered.data.asOf}>{utc(covered.data.asOf)}</time>
              <span className={classes.printed}>, printed by {person.name} from Trust Fabric</span>.
            </p>
          </header>
          <dl className={classes.figures}>
            <Figure label="Covered" value={figures.ratio === null ? '–' : percent(figures.ratio)} />
            <Figure
              label="Controls that apply"
              value={`${number(figures.covered)} of ${number(figures.applicable)}`}
            />
            <Figure label="By rationale only" value={number(figures.byRationale)} />
            <Figure label="Not applicable" value={number(figures.notApplicable)} />
            <Figure label="Out of scope" value={number(figures.outOfScope)} />
          </dl>
          <p className={classes.note}>
            A control counts as covered while evidence that names it is approved by a second person and in
            date. Mapped controls of other frameworks cover nothing here.
          </p>
          <PeriodPart framework={framework} period={period} onPeriod={onPeriod} />
          <Statement
            categories={about.categories}
            controls={controls.data.filter(
              (one) => one.framework === framework && one.state !== 'by_specifications',
            )}
          />
        </>
      )}
    </div>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

interface StatementProps {
  categories: readonly { id: string; title: string; inScope: boolean }[];
  controls: readonly (Omit<Control, 'id'> & { id: string })[];
}

function implementedText(control: Omit<Control, 'id'>): string {
  if (control.state === 'covered') return control.byRationale ? 'By a written rationale' : 'Covered';
  return control.state === 'uncovered' ? 'No approved evidence in date' : stateName(control.state);
}

function Statement({ categories, controls }: StatementProps) {
  return (
    <section aria-label="Statement of Applicability">
      <h3 className={classes.heading}>Statement of Applicability</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: may scroll sideways on a small screen */}
      <section className={classes.wide} aria-label="Statement of Applicability, table" tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Control</th>
              <th scope="col">Asks that</th>
              <th scope="col">Applies</th>
              <th scope="col">Stands</th>
              <th scope="col">Evidence</th>
              <th scope="col">Until</th>
              <th scope="col">Owner</th>
            </tr>
          </thead>
          {categories.map((category) => (
            <tbody key={category.id}>
              <tr className={classes.category}>
                <th scope="rowgroup" colSpan={7}>
                  {category.title}
                  {!category.inScope && <span className="dim"> not in scope</span>}
                </th>
              </tr>
              {controls
                .filter((one) => one.category === category.id)
                .map((control) => (
                  <tr key={control.id} data-state={control.state}>
                    <th scope="row">
                      <Link
                        from="/compliance/controls"
                        to="/compliance/controls"
                        search={(now) => ({ ...now, control: control.id, evidence: undefined })}
                        className={classes.link}
                      >
                        {control.controlId}
                      </Link>
                    </th>
                    <td>{control.title}</td>
                    <td>
                      {control.applicable ? (control.inScope ? 'Yes' : 'No') : 'No'}
                      {control.applicabilityReason && (
                        <span className={classes.reason}>{control.applicabilityReason}</span>
                      )}
                      {control.obligation && control.applicable && (
                        <span className={classes.reason}>{words(control.obligation)}</span>
                      )}
                    </td>
                    <td className={classes.stands}>{implementedText(control)}</td>
                    <td className={classes.day}>{evidenceText(control) || '–'}</td>
                    <td className={classes.day}>{untilText(control)}</td>
                    <td>{control.owner ?? '–'}</td>
                  </tr>
                ))}
            </tbody>
          ))}
        </table>
      </section>
    </section>
  );
}

function untilText(control: Omit<Control, 'id'>): string {
  if (control.covering === 0) return '–';
  if (!control.coveredUntil) return 'No end';
  return `${utcDay(control.coveredUntil)} ${new Date(control.coveredUntil).getUTCFullYear()}`;
}
