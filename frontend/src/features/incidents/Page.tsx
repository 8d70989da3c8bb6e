import { ActionItemsView } from './ActionItemsView';
import { IncidentsView } from './IncidentsView';
import type { IncidentSearch } from './search';

export interface PageProps {
  search: IncidentSearch;
  onSearch: (change: Partial<IncidentSearch>, options?: { replace?: boolean }) => void;
}

/** Incidents as a list or a board, and what is still to be done after them. */
export function IncidentsPage(props: PageProps) {
  return props.search.view === 'actions' ? <ActionItemsView {...props} /> : <IncidentsView {...props} />;
}
