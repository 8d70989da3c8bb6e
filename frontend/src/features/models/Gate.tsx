import { Link } from '@tanstack/react-router';
import type { GateFinding, ReleaseGate } from '@/api/types';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { IconCheck, IconQuestionMark, IconX } from '@/components/icons';
import { RelativeTime } from '@/components/Time';
import { shortId, words } from '@/lib/format';
import { VersionLink } from './columns';
import classes from './Gate.module.css';
import { figureName, gateFigure, ruleName, ruleWhy, verdictText } from './words';

const icons = { pass: IconCheck, fail: IconX, unknown: IconQuestionMark };

/** The release gate rule by rule: what was found, by which figures, and what is missing. */
export function Gate({ gate }: { gate: ReleaseGate }) {
  const failing = gate.rules.filter((rule) => rule.verdict !== 'pass');
  return (
    <>
      <p className={classes.lead}>
        <span className={detail.state} data-tone={gate.verdict === 'pass' ? 'good' : 'bad'}>
          {gate.verdict === 'pass' ? 'Open' : 'Closed'}
        </span>{' '}
        {gate.policyNumber === null
          ? 'No policy is in force, so nothing can be judged and nothing goes into production.'
          : failing.length === 0
            ? 'Every rule passes: this version may go into production.'
            : `${gate.rules.length - failing.length} of ${gate.rules.length} rules pass. Missing: ${failing
                .map((rule) => ruleName(rule.rule).toLowerCase())
                .join(', ')}.`}{' '}
        <span className="dim">
          {gate.policyNumber !== null && `Policy ${gate.policyNumber}, asked `}
          {gate.policyNumber !== null && <RelativeTime at={gate.at} />}
        </span>
      </p>
      <ul className={classes.rules} aria-label="Rules of the release gate">
        {gate.rules.map((rule) => {
          const Icon = icons[rule.verdict];
          return (
            <li key={rule.rule}>
              {/* What is in order needs no reading; what is not stands open. */}
              <details open={gate.policyNumber !== null && rule.verdict !== 'pass'}>
                <summary>
                  <span className={classes.verdict} data-verdict={rule.verdict}>
                    <Icon size={13} stroke={2.5} aria-hidden />
                    {verdictText(rule.verdict)}
                  </span>
                  <strong>{ruleName(rule.rule)}</strong>
                  <span className={classes.why}>{ruleWhy(rule.rule)}</span>
                </summary>
                <ul className={classes.findings}>
                  {rule.findings.map((finding) => (
                    <Finding key={finding.subject} finding={finding} />
                  ))}
                </ul>
              </details>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Finding({ finding }: { finding: GateFinding }) {
  const figures = Object.entries(finding.figures as Record<string, unknown>);
  const Icon = icons[finding.verdict];
  return (
    <li className={classes.finding}>
      <span className={classes.mark} data-verdict={finding.verdict}>
        <Icon size={12} stroke={2.5} aria-hidden />
        <span className="visually-hidden">{verdictText(finding.verdict)}</span>
      </span>
      <div>
        <strong>{finding.subject}</strong> {finding.detail}
        {figures.length > 0 && (
          <dl className={classes.figures}>
            {figures.map(([name, value]) => (
              <div key={name}>
                <dt>{figureName(name)}</dt>
                <dd>
                  {typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? (
                    <CopyText text={value} shown={`${value.slice(0, 8)}…`} label="SHA-256" />
                  ) : (
                    gateFigure(name, value)
                  )}
                </dd>
              </div>
            ))}
          </dl>
        )}
        {finding.links.length > 0 && (
          <span className={classes.links}>
            {finding.links.map((link) => (
              <RecordLink key={link.recordId} type={link.recordType} id={link.recordId} />
            ))}
          </span>
        )}
      </div>
    </li>
  );
}

/** To the page of the record that a finding was read from, where it has one; else its id. */
export function RecordLink({ type, id }: { type: string; id: string }) {
  const name = `${words(type)} ${shortId(id)}`;
  switch (type) {
    case 'model_version':
      return (
        <VersionLink id={id} className={detail.link}>
          {name}
        </VersionLink>
      );
    case 'slo_definition':
      return (
        <Link to="/monitoring/slos" search={{ slo: id }} className={detail.link}>
          {name}
        </Link>
      );
    case 'incident':
      return (
        <Link to="/security/incidents" search={{ incident: id }} className={detail.link}>
          {name}
        </Link>
      );
    case 'security_event':
      return (
        <Link to="/security/events" search={{ event: id }} className={detail.link}>
          {name}
        </Link>
      );
    default:
      return <CopyText text={id} shown={name} label={`${words(type).toLowerCase()} id`} />;
  }
}
