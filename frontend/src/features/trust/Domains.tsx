import type { DomainScore, ScoreMoment, TrustBlock, TrustReason, TrustScore } from '@/api/types';
import { IconChevronRight } from '@/components/icons';
import { RecordLink } from '@/components/RecordLink';
import { StatusBadge } from '@/components/StatusBadge';
import { number, shortId } from '@/lib/format';
import { pageOf, pageOfSubject } from '@/lib/record-links';
import { ScoreBar } from './ScoreBar';
import type { TrustSearch } from './search';
import { isUntouched, sinceWhen, splitOf, worstFirst } from './standing';
import classes from './Trust.module.css';
import {
  claimFigures,
  claimFills,
  claimText,
  countOf,
  domainHome,
  domainName,
  points,
  sinceText,
  stateName,
} from './words';

interface Props {
  score: TrustScore;
  isPast: boolean;
  moments: readonly ScoreMoment[];
  ledger: TrustBlock | undefined;
  open: TrustSearch['domain'];
  onOpen: (domain: TrustSearch['domain']) => void;
}

/** One row an area, the worst first, each with what weighs most against it; opened, every point is explained. */
export function Domains({ score, isPast, moments, ledger, open, onOpen }: Props) {
  return (
    <section className={classes.domains} aria-labelledby="areas">
      <h2 id="areas" className={classes.heading}>
        Areas, the worst first
        {isPast && <span>Links lead to the records as they are now.</span>}
      </h2>
      <table className={classes.table}>
        <thead className={classes.head}>
          <tr>
            <th scope="col">Area</th>
            <th scope="col">State</th>
            <th scope="col">Points</th>
            <th scope="col">What weighs most</th>
            <th scope="col">Since</th>
          </tr>
        </thead>
        {worstFirst(score.domains).map((domain) => (
          <Area
            key={domain.domain}
            domain={domain}
            at={score.at}
            moments={moments}
            isOpen={domain.domain === open}
            onToggle={() =>
              onOpen(domain.domain === open ? undefined : (domain.domain as TrustSearch['domain']))
            }
          />
        ))}
        {ledger && !isPast && <Ledger block={ledger} />}
      </table>
    </section>
  );
}

interface AreaProps {
  domain: DomainScore;
  at: string;
  moments: readonly ScoreMoment[];
  isOpen: boolean;
  onToggle: () => void;
}

function Area({ domain, at, moments, isOpen, onToggle }: AreaProps) {
  const name = domainName(domain.domain);
  const untouched = isUntouched(domain);
  const worst = worstOf(domain);
  const since = sinceText(
    sinceWhen(
      moments,
      domain.state,
      (moment) => moment.domains.find((one) => one.domain === domain.domain)?.state,
      at,
    ),
    at,
  );
  return (
    <tbody className={classes.areaGroup} data-domain={domain.domain} data-open={isOpen || undefined}>
      <tr
        className={classes.area}
        onClick={(event) => {
          if (!(event.target as HTMLElement).closest('a, button')) onToggle();
        }}
      >
        <th scope="row" className={classes.areaHead}>
          <button
            type="button"
            className={classes.toggle}
            aria-expanded={isOpen}
            aria-label={`Explain ${name}`}
            onClick={onToggle}
          >
            <IconChevronRight size={14} aria-hidden />
          </button>
          <RecordLink page={domainHome(domain.domain)} className={classes.name}>
            {name}
          </RecordLink>
        </th>
        <td data-head="State">
          <StatusBadge
            status={untouched ? 'unknown' : domain.state}
            label={untouched ? 'Not known' : stateName(domain.state)}
          />
        </td>
        <td data-head="Points">
          <span className={classes.points}>
            <ScoreBar split={splitOf(domain)} />
            <span className="figures">
              {untouched ? <span className="dim">–</span> : points(domain.points)}
              <span className="dim"> / {points(domain.maximum)}</span>
            </span>
          </span>
        </td>
        <td data-head="Why">
          {worst ? <Reason reason={worst} /> : <span className="dim">All of it is proved.</span>}
        </td>
        <td data-head="Since" className="figures">
          {since ? (
            <span className={classes.soft}>{since.replace(/^since /, '')}</span>
          ) : (
            <span className="dim">–</span>
          )}
        </td>
      </tr>
      <tr className={classes.detail} hidden={!isOpen}>
        <td colSpan={5}>
          <ul className={classes.claims}>
            {domain.claims.map((claim) => (
              <li key={claim.claim}>
                <p className={classes.claim}>
                  <strong>{claimText(claim.claim)}</strong>
                  <span className="figures">
                    {points(claim.points)} <span className="dim">of {points(claim.maximum)} points</span>
                  </span>
                  <span className="dim">{claimFigures(claim)}</span>
                </p>
                <ul className={classes.reasons}>
                  {claim.reasons.map((reason) => (
                    <li key={reason.reason} className={classes.line}>
                      <span className={classes.lost} data-part={reason.isBad ? 'bad' : 'unknown'}>
                        −{points(reason.lost)}
                      </span>
                      <span>
                        <Reason reason={reason} />
                        <Subjects reason={reason} />
                      </span>
                    </li>
                  ))}
                  {claim.good + claim.bad === 0 && claimFills(claim.claim) && (
                    <li className={classes.fills}>What would prove it: {claimFills(claim.claim)}</li>
                  )}
                </ul>
              </li>
            ))}
          </ul>
        </td>
      </tr>
    </tbody>
  );
}

/** Something bad before what is not known, then by the points lost: as the API ranks them. */
function worstOf(domain: DomainScore): TrustReason | undefined {
  return domain.claims
    .flatMap((claim) => claim.reasons)
    .sort((one, other) => Number(other.isBad) - Number(one.isBad) || other.lost - one.lost)[0];
}

/** Why points are lost, leading to the records. */
function Reason({ reason }: { reason: TrustReason }) {
  const count = countOf(reason);
  return (
    <RecordLink page={pageOf(reason.link, reason.reason)} className={classes.reason}>
      {reason.why}
      {count && <b className="figures">{count}</b>}
    </RecordLink>
  );
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

/** The first ten of what a reason is about, by name where they have one. */
function Subjects({ reason }: { reason: TrustReason }) {
  if (reason.subjects.length === 0) return null;
  const more = reason.count - reason.subjects.length;
  return (
    <span className={classes.subjects}>
      {reason.subjects.map((subject) => (
        <RecordLink
          key={subject}
          page={pageOfSubject(reason.reason, subject)}
          className={classes.subject}
          label={subject}
        >
          {ID.test(subject) ? shortId(subject) : subject}
        </RecordLink>
      ))}
      {more > 0 && <span className="dim">and {number(more)} more</span>}
    </span>
  );
}

/** What all the others rest on; it is no part of the score. */
function Ledger({ block }: { block: TrustBlock }) {
  const value = (name: string) => block.figures.find((one) => one.figure === name)?.value ?? 0;
  const behind = value('linesNotInFigures');
  return (
    <tbody className={classes.areaGroup} data-domain="ledger">
      <tr className={classes.area} data-plain>
        <th scope="row" className={classes.areaHead}>
          <RecordLink page={domainHome('ledger')} className={classes.name}>
            {domainName('ledger')}
          </RecordLink>
        </th>
        <td data-head="State">
          <StatusBadge status={block.state} label={stateName(block.state)} />
        </td>
        <td data-head="Points">
          <span className="dim">no part of the score</span>
        </td>
        <td data-head="Why">
          {block.worst?.why ?? 'Every figure above rests on it.'}{' '}
          <span className="dim">
            {number(value('lines'))} lines{behind > 0 && `, ${number(behind)} not in the figures yet`}
          </span>
        </td>
        <td data-head="Since">
          <span className="dim">–</span>
        </td>
      </tr>
    </tbody>
  );
}
