import {
  columnResizingFeature,
  columnSizingFeature,
  createColumnHelper,
  metaHelper,
  type RowData,
  rowSelectionFeature,
  tableFeatures,
} from '@tanstack/react-table';

export interface ColumnMeta {
  /** Takes the room that is left; one per table. */
  grow?: boolean;
  /** Hidden while the table is narrower than this many pixels. */
  from?: number;
  /** The API's sort keys behind a click on the header, the first click's first. */
  sort?: readonly [string, string];
}

/** Server sorting, filtering and paging: the table itself only sizes columns and marks rows. */
export const dataTableFeatures = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  rowSelectionFeature,
  columnMeta: metaHelper<ColumnMeta>(),
});

export type DataTableFeatures = typeof dataTableFeatures;

export const columnHelper = <T extends RowData>() => createColumnHelper<DataTableFeatures, T>();
