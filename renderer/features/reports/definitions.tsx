import MoreIcon from '@mui/icons-material/MoreHoriz';
import {
  Box,
  Button,
  List,
  ListItem,
  ListItemButton,
  ListItemText,
  Menu,
  MenuItem,
  Typography,
} from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../components/notify.tsx';
import { RowButton } from '../../components/row-button.tsx';
import type { AppRouter } from '../../lib/contracts.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { SaveDefinition } from './save-definition.tsx';
import type { Asked, ReportSearch } from './search.ts';

export type Definition = inferRouterOutputs<AppRouter>['reportDefinitions']['list'][number];

interface DefinitionsProps {
  readonly asked: Asked;
  readonly onSearch: (change: Partial<ReportSearch>) => void;
}

/** Reports saved under a name, one's own and those of the department; opening one sets its choices. */
export function Definitions({ asked, onSearch }: DefinitionsProps) {
  const { t } = useTranslation();
  const { data: all = [] } = useQuery(useVault().reportDefinitions.list.queryOptions());
  const [saving, setSaving] = useState<Definition | 'new' | null>(null);
  const isShown = ({ base, choices }: Definition) =>
    base === asked.name && JSON.stringify(choices) === JSON.stringify(asked.choices);
  return (
    <Box component="section" aria-label={t('reports:saved')} sx={{ mt: 1.5 }}>
      <Typography variant="caption" sx={{ px: 2, color: 'text.secondary' }}>
        {t('reports:saved')}
      </Typography>
      <List dense disablePadding>
        {all.map((one) => (
          <ListItem
            key={one.id}
            disablePadding
            secondaryAction={one.isOwn && <OwnMenu definition={one} onRename={() => setSaving(one)} />}
          >
            <ListItemButton
              selected={isShown(one)}
              disabled={one.unreadable !== null}
              onClick={() => onSearch({ name: one.base, choices: one.choices })}
            >
              <ListItemText
                primary={one.name}
                secondary={one.isOwn ? (one.shared ? t('reports:saved.shared') : null) : one.owner}
              />
            </ListItemButton>
          </ListItem>
        ))}
      </List>
      <Button size="small" sx={{ ml: 1 }} onClick={() => setSaving('new')}>
        {t('reports:saved.save')}
      </Button>
      {saving && (
        <SaveDefinition
          asked={asked}
          definition={saving === 'new' ? null : saving}
          onClose={() => setSaving(null)}
        />
      )}
    </Box>
  );
}

function OwnMenu({ definition, onRename }: { definition: Definition; onRename: () => void }) {
  const { t } = useTranslation();
  const { reportDefinitions } = useVaultClient();
  const notify = useNotify();
  const place = useRef<HTMLDivElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { id, name, shared } = definition;
  const sharing = useMutation({
    mutationFn: () => reportDefinitions.share.mutate({ id, shared: !shared }),
    onError: notify.failed,
  });
  const retiring = useMutation({
    mutationFn: () => reportDefinitions.retire.mutate({ id }),
    onSuccess: () => notify.done(t('reports:saved.retired', { name })),
    onError: notify.failed,
  });
  const choose = (act: () => void) => () => {
    setAnchor(null);
    act();
  };
  return (
    <Box ref={place} sx={{ mr: -1 }}>
      <RowButton label={t('reports:saved.more', { name })} onClick={() => setAnchor(place.current)}>
        <MoreIcon fontSize="small" />
      </RowButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={choose(onRename)}>{t('reports:saved.rename')}</MenuItem>
        <MenuItem onClick={choose(() => sharing.mutate())}>
          {t(shared ? 'reports:saved.unshare' : 'reports:saved.share')}
        </MenuItem>
        <MenuItem onClick={choose(() => retiring.mutate())}>{t('reports:saved.retire')}</MenuItem>
      </Menu>
    </Box>
  );
}
