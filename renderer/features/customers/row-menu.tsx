import { Menu, MenuItem } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MenuPlace } from '../../components/list/data-list.tsx';
import { useCopy } from '../../components/use-copy.ts';
import { useVault } from '../../lib/vault.ts';
import { FormPreview } from '../../print/form-preview.tsx';
import type { CustomerRow } from './list-query.ts';

interface Chosen {
  readonly row: CustomerRow;
  readonly at: MenuPlace;
}

/** What can be done with a row of the list; `menu` is to be drawn somewhere, `onMenu` opens it. */
export function useRowMenu(onOpen: (id: number) => void) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [printing, setPrinting] = useState<number | null>(null);
  const close = () => setChosen(null);
  const menu = (
    <>
      {chosen && <RowMenu {...chosen} onOpen={onOpen} onPrint={setPrinting} onClose={close} />}
      {printing !== null && <FormPreview form="card" id={printing} onClose={() => setPrinting(null)} />}
    </>
  );
  return { menu, onMenu: (row: CustomerRow, at: MenuPlace) => setChosen({ row, at }) };
}

interface RowMenuProps extends Chosen {
  readonly onOpen: (id: number) => void;
  readonly onPrint: (id: number) => void;
  readonly onClose: () => void;
}

function RowMenu({ row, at, onOpen, onPrint, onClose }: RowMenuProps) {
  const { t } = useTranslation();
  const copy = useCopy();
  const navigate = useNavigate();
  const { id } = row;
  // Asked each time: what one may do hangs on the class of today.
  const acts = useQuery({ ...useVault().customers.actsOn.queryOptions({ id }), gcTime: 0 });
  // It opens with all its lines: one that came later would push the others away from under the pointer.
  if (acts.isPending) return null;
  const { edit = false, print = false, phone = null } = acts.data ?? {};
  const item = (label: string, run: () => void) => (
    <MenuItem
      dense
      key={label}
      onClick={() => {
        onClose();
        run();
      }}
    >
      {label}
    </MenuItem>
  );
  return (
    <Menu open anchorReference="anchorPosition" anchorPosition={at} onClose={onClose}>
      {item(t('customers:open'), () => onOpen(id))}
      {edit && item(t('common:edit'), () => void navigate({ to: `/customers/${id}/edit`, search: true }))}
      {print && item(t('customers:print_card'), () => onPrint(id))}
      {item(t('customers:copy_name'), () => copy(row.name))}
      {item(t('customers:copy_archive_no'), () => copy(row.archiveNo))}
      {phone && item(t('customers:copy_phone'), () => copy(phone))}
    </Menu>
  );
}
