import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { GatePolicy } from '@/api/types';
import { useApi } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import detail from '@/components/Detail.module.css';
import { PendingApproval } from '@/components/PendingApproval';
import { ProblemNote } from '@/components/States';
import { ExactTime } from '@/components/Time';
import { authorName, shortId } from '@/lib/format';
import { type GateRule, isSameRule, rulesOf } from './gate';
import { GATE_TYPE, gateChoices, gateKeys, gatePolicies } from './queries';
import classes from './Trust.module.css';

/** What a model version must show before it goes into production, and what is asked for instead. */
export function Gate({ onChange }: { onChange: (() => void) | undefined }) {
  const api = useApi();
  const client = useQueryClient();
  const policies = useQuery(gatePolicies(api));
  const { inForce, proposed } = policies.data ?? {};
  const names = useQuery({ ...gateChoices(api), enabled: Boolean(inForce ?? proposed) });
  const sloName = (id: string) => names.data?.slos.find((one) => one.id === id)?.name ?? shortId(id);
  return (
    <section className={classes.gate} aria-labelledby="gate" data-testid="gate">
      <h2 id="gate" className={classes.heading}>
        Release gate
        <span>What a model version must show before it goes into production.</span>
        {onChange && policies.data && !proposed && (
          <Button size="compact-xs" variant="default" onClick={onChange}>
            {inForce ? 'Ask for another policy' : 'Propose a policy'}
          </Button>
        )}
      </h2>
      {policies.isPending && <Skeleton width="60%" />}
      {policies.error && !policies.data && <ProblemNote error={policies.error} />}
      {policies.data && (
        <>
          <p className={classes.gateState}>
            {inForce ? (
              <>
                Policy {inForce.number} is in force
                {inForce.inForceAt && (
                  <>
                    {' '}
                    since <ExactTime at={inForce.inForceAt} />
                  </>
                )}
                , proposed by {authorName(inForce.createdBy)}: <q>{inForce.reason}</q>
              </>
            ) : (
              'No policy is in force, so the gate lets no version into production.'
            )}
          </p>
          {proposed && (
            <div className={classes.asked}>
              <p className={detail.text}>
                {authorName(proposed.createdBy)} asks for {inForce ? 'another policy' : 'this policy'}:{' '}
                <q>{proposed.reason}</q>
              </p>
              <PendingApproval
                recordType={GATE_TYPE}
                id={proposed.id}
                onDecided={() => void client.invalidateQueries({ queryKey: gateKeys.all })}
              />
            </div>
          )}
          <Rules inForce={inForce} proposed={proposed} sloName={sloName} />
        </>
      )}
    </section>
  );
}

interface RulesProps {
  inForce: GatePolicy | undefined;
  proposed: GatePolicy | undefined;
  sloName: (id: string) => string;
}

/** The rules in force, and beside those that would change what is asked for. */
function Rules({ inForce, proposed, sloName }: RulesProps) {
  const shown = inForce ?? proposed;
  if (!shown) return null;
  const wanted = inForce && proposed ? rulesOf(proposed, sloName) : undefined;
  return (
    <table className={classes.rules}>
      <thead className={classes.head}>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">{inForce ? 'In force' : 'Asked for'}</th>
          {wanted && <th scope="col">Asked for</th>}
        </tr>
      </thead>
      <tbody>
        {rulesOf(shown, sloName).map((rule, index) => {
          const other = wanted?.[index];
          return (
            <tr key={rule.key} className={classes.rule}>
              <th scope="row">{rule.name}</th>
              <td>
                <Asks rule={rule} />
              </td>
              {other && (
                <td>
                  {isSameRule(rule, other) ? <span className="dim">as it is</span> : <Asks rule={other} />}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Asks({ rule }: { rule: GateRule }) {
  return (
    <>
      <p className={classes.asks}>{rule.asks}</p>
      {rule.names.length > 0 && (
        <ul className={classes.ruleNames}>
          {rule.names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
    </>
  );
}
