import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '@/auth/context';
import classes from '@/components/Detail.module.css';
import { SeverityMark } from '@/components/SeverityMark';
import { present } from '@/lib/api';
import { shortId } from '@/lib/format';

/** The incident an event belongs to, by its title; the id stands in while that is read. */
export function IncidentOf({ id }: { id: string }) {
  const api = useApi();
  const incident = useQuery({
    queryKey: ['security-events', 'incident', id],
    queryFn: async ({ signal }) =>
      present((await api.GET('/api/security/incidents/{id}', { params: { path: { id } }, signal })).data),
  });
  return (
    <span className={classes.inline}>
      {incident.data && <SeverityMark severity={incident.data.severity} />}
      <Link to="/security/incidents" search={{ incident: id }} className={classes.link}>
        {incident.data?.title ?? shortId(id)}
      </Link>
    </span>
  );
}
