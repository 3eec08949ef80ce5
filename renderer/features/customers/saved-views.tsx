import AddIcon from '@mui/icons-material/BookmarkAddOutlined';
import RemoveIcon from '@mui/icons-material/Close';
import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  IconButton,
  Tab,
  Tabs,
  Tooltip,
} from '@mui/material';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { canonicalJson } from '../../../db/domain/canonical.ts';
import { Form } from '../../components/form/form.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { useNotify } from '../../components/notify.tsx';
import { usePreference } from '../../lib/preferences.ts';
import { isFiltered, type ListFilters, type ListSearch } from './list-search.ts';
import { STORED_VIEWS, type Views } from './stored-views.ts';

const NO_VIEWS: Views = [];
const ALL = -1;

const same = (a: ListFilters, b: ListFilters) => canonicalJson(a) === canonicalJson(b);

/** The views of the person, and how they are kept. */
export type SavedViewsState = readonly [views: Views, setViews: (views: Views) => void];

export function useSavedViews(): SavedViewsState {
  return usePreference('customers.views', STORED_VIEWS, NO_VIEWS);
}

/** What an address asks for; of a saved view with the text that is not in the address. */
export function useViewSearch(search: ListSearch, [views]: SavedViewsState): ListSearch {
  const text = search.view === undefined ? undefined : views[search.view]?.filters.q;
  return useMemo(
    () => (search.q === undefined && text !== undefined ? { ...search, q: text } : search),
    [search, text],
  );
}

interface ViewProps {
  readonly saved: SavedViewsState;
  readonly filters: ListFilters;
  /** `view`: the place of the view that has them. */
  readonly onFilters: (filters: ListFilters, view?: number) => void;
}

/** Which view the filters are; `isSaved`: they are one, or none at all. */
function currentOf(views: Views, filters: ListFilters) {
  const filtered = isFiltered(filters);
  const current = filtered ? views.findIndex((view) => same(view.filters, filters)) : ALL;
  return { current, isSaved: current >= 0 || !filtered };
}

/** 已存视图: filters under a name of the person's own, as tabs above the list. */
export function SavedViews(props: ViewProps) {
  const { t } = useTranslation();
  const notify = useNotify();
  const [views, setViews] = props.saved;
  const { current, isSaved } = currentOf(views, props.filters);
  if (views.length === 0) return null;
  const remove = (index: number) => {
    setViews(views.toSpliced(index, 1));
    notify.done(t('customers:view.removed'), () => setViews(views));
  };
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        px: 1,
        borderBottom: '1px solid',
        borderColor: 'divider',
        backgroundColor: 'background.paper',
      }}
    >
      <Tabs
        value={isSaved ? current : false}
        onChange={(_event, index: number) => {
          const view = views[index];
          if (view) props.onFilters(view.filters, index);
          else props.onFilters({});
        }}
        variant="scrollable"
        aria-label={t('customers:view.label')}
        sx={{ minWidth: 0, minHeight: 36, '& .MuiTab-root': { minHeight: 36 } }}
      >
        <Tab value={ALL} label={t('customers:view.all')} />
        {views.map((view, index) => (
          <Tab key={view.name} value={index} label={view.name} />
        ))}
      </Tabs>
      {current >= 0 && (
        <Tooltip title={t('customers:view.remove')}>
          <IconButton aria-label={t('customers:view.remove')} onClick={() => remove(current)}>
            <RemoveIcon />
          </IconButton>
        </Tooltip>
      )}
    </Box>
  );
}

/** Keeps the filters in force under a name; there while they are not kept yet. */
export function SaveView(props: Pick<ViewProps, 'saved' | 'filters'>) {
  const { t } = useTranslation();
  const [views, setViews] = props.saved;
  const { isSaved } = currentOf(views, props.filters);
  const [naming, setNaming] = useState(false);
  if (isSaved) return null;
  return (
    <>
      <Button startIcon={<AddIcon />} onClick={() => setNaming(true)}>
        {t('customers:view.save')}
      </Button>
      {naming && (
        <NameDialog
          taken={views.map((view) => view.name)}
          onName={(name) => {
            setViews([...views, { name, filters: props.filters }]);
            setNaming(false);
          }}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  );
}

function NameDialog(props: {
  taken: readonly string[];
  onName: (name: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const title = useId();
  const [schema] = useState(() =>
    z.strictObject({
      name: z
        .string()
        .trim()
        .min(1)
        .max(30)
        .refine((name) => !props.taken.includes(name), { message: t('customers:view.taken') }),
    }),
  );
  const form = useAppForm(schema, { name: '' });
  const submit = form.handleSubmit(({ name }) => props.onName(name));
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title} maxWidth="xs" fullWidth>
      <Form enter="submit" label={t('customers:view.save')} onSubmit={() => void submit()}>
        <DialogTitle id={title}>{t('customers:view.save')}</DialogTitle>
        <DialogContent>
          <TextInput
            control={form.control}
            name="name"
            label={t('customers:view.name')}
            required
            autoFocus
            maxLength={30}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>{t('common:cancel')}</Button>
          <Button type="submit" variant="contained">
            {t('common:save')}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
