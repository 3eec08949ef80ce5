import { Box, Button, Checkbox, Typography } from '@mui/material';
import { memo, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../lib/format.ts';
import { useStable } from '../lib/use-stable.ts';
import { Loading } from './states.tsx';

export interface FacetValue {
  readonly value: string;
  readonly label: string;
  /** Null where it is not known. */
  readonly count: number | null;
}

export interface Facet {
  readonly key: string;
  readonly title: string;
  readonly values: readonly FacetValue[];
  readonly chosen: readonly string[];
}

const SHOWN = 8;

/** Facets with counts at the left of a list; several values of one facet mean any of them. */
export function FacetsPanel(props: {
  facets: readonly Facet[];
  /** Nothing is counted yet. */
  waiting?: boolean;
  onChange: (key: string, chosen: string[]) => void;
}) {
  const { t } = useTranslation();
  const onChange = useStable(props.onChange);
  return (
    <Box
      component="nav"
      aria-label={t('common:filter.facets')}
      sx={{
        width: 208,
        flex: 'none',
        overflowY: 'auto',
        borderRight: '1px solid',
        borderColor: 'divider',
        py: 1,
      }}
    >
      {props.waiting && <Loading lines={8} />}
      {props.facets.map((facet) => (
        <FacetGroup key={facet.key} facet={facet} onChange={onChange} />
      ))}
    </Box>
  );
}

interface FacetGroupProps {
  readonly facet: Facet;
  readonly onChange: (key: string, chosen: string[]) => void;
}

/** Drawn again only when it says something else: the list beside it changes with each key that is typed. */
const FacetGroup = memo(
  DrawnGroup,
  (before, after) =>
    before.onChange === after.onChange && JSON.stringify(before.facet) === JSON.stringify(after.facet),
);

function DrawnGroup(props: FacetGroupProps) {
  const { t, i18n } = useTranslation();
  const [all, setAll] = useState(false);
  const title = useId();
  const { facet } = props;
  // What is chosen stays in sight even when nothing is left of it.
  const shown = all
    ? facet.values
    : facet.values.filter((value, index) => index < SHOWN || facet.chosen.includes(value.value));
  const toggle = useStable((value: string) =>
    props.onChange(
      facet.key,
      facet.chosen.includes(value)
        ? facet.chosen.filter((other) => other !== value)
        : [...facet.chosen, value],
    ),
  );
  return (
    <Box
      component="fieldset"
      aria-labelledby={title}
      sx={{ border: 0, m: 0, px: 1.5, pt: 0, pb: 1.5, minWidth: 0 }}
    >
      <Typography id={title} variant="caption" sx={{ color: 'text.secondary', fontWeight: 700 }}>
        {facet.title}
      </Typography>
      {shown.map((value) => (
        <Box
          key={value.value}
          component="label"
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 0.5,
            minHeight: 28,
            borderRadius: 1,
            cursor: 'pointer',
            '&:hover': { backgroundColor: 'action.hover' },
          }}
        >
          <Tick value={value.value} checked={facet.chosen.includes(value.value)} onToggle={toggle} />
          <Typography noWrap sx={{ flex: 1 }}>
            {value.label}
          </Typography>
          <Typography variant="caption" className="figures" sx={{ color: 'text.secondary', pr: 0.5 }}>
            {value.count !== null && formatCount(value.count, i18n.language)}
          </Typography>
        </Box>
      ))}
      {facet.values.length > SHOWN && (
        <Button size="small" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? t('common:filter.fewer') : t('common:filter.more')}
        </Button>
      )}
    </Box>
  );
}

/** The costliest part of a line, and the one that seldom changes. */
const Tick = memo(function Tick(props: {
  value: string;
  checked: boolean;
  onToggle: (value: string) => void;
}) {
  return (
    <Checkbox
      size="small"
      checked={props.checked}
      onChange={() => props.onToggle(props.value)}
      sx={{ p: 0.25 }}
    />
  );
});
