import { Dialog, DialogTitle } from '@mui/material';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FullCustomer } from './customer-record.ts';
import { JoinPicker } from './join-picker.tsx';
import { JoinSides } from './join-sides.tsx';

/** 合并: another archive of the same customer is picked, and the two are laid side by side. */
export function JoinDialog(props: { customer: FullCustomer; onClose: () => void }) {
  const { t } = useTranslation();
  const title = useId();
  const { customer, onClose } = props;
  const { id, name } = customer.index;
  const [pair, setPair] = useState<{ readonly id: number; readonly otherId: number } | null>(null);
  return (
    <Dialog open onClose={onClose} aria-labelledby={title} maxWidth={pair ? 'lg' : 'sm'} fullWidth>
      <DialogTitle id={title}>
        {t(pair ? 'customers:join.title' : 'customers:join.pick', { name })}
      </DialogTitle>
      {pair ? (
        <JoinSides
          key={`${pair.id} ${pair.otherId}`}
          {...pair}
          onSwap={() => setPair({ id: pair.otherId, otherId: pair.id })}
          onBack={() => setPair(null)}
          onClose={onClose}
        />
      ) : (
        <JoinPicker customer={customer} onPick={(otherId) => setPair({ id, otherId })} onClose={onClose} />
      )}
    </Dialog>
  );
}
