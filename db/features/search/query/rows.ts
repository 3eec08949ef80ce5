import type { Category, Shelf, Status } from '../../../domain/customer.ts';
import type { Day } from '../../../domain/dates.ts';
import type { Secrecy } from '../../../domain/roles.ts';
import type { ContentRow } from '../index/content.ts';
import { inForce } from './visibility.ts';

/** A customer's line in a list: what the index of the archive shows (rules.md A3). */
export interface ListRow {
  readonly id: number;
  readonly archiveNo: string;
  readonly name: string;
  readonly category: Category;
  readonly party: 'organisation' | 'individual';
  readonly status: Status | null;
  readonly province: string | null;
  readonly city: string | null;
  readonly grade: string | null;
  /** The class in force. */
  readonly secrecy: Secrecy;
  readonly filedOn: Day;
  readonly responsibleId: number | null;
  readonly completeness: number;
  readonly shelf: Shelf | null;
}

export function toListRow(row: ContentRow, today: Day): ListRow {
  return {
    id: row.id,
    archiveNo: row.archive_no,
    name: row.name,
    category: row.category,
    party: row.party,
    status: row.status,
    province: row.province,
    city: row.city,
    grade: row.grade,
    secrecy: inForce(row, today),
    filedOn: row.filed_on,
    responsibleId: row.responsible_id,
    completeness: row.completeness,
    shelf: shelfOf(row),
  };
}

function shelfOf(row: ContentRow): Shelf | null {
  const { shelf_room: room, shelf_cabinet: cabinet, shelf_level: level, shelf_position: position } = row;
  return cabinet === null || level === null || position === null ? null : { room, cabinet, level, position };
}
