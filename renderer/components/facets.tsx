import { Box, Button, Checkbox, Typography } from '@mui/material';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../lib/format.ts';

export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
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
  onChange: (key: string, chosen: string[]) => void;
}) {
  const { t } = useTranslation();
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
      {props.facets.map((facet) => (
        <FacetGroup key={facet.key} facet={facet} onChange={(chosen) => props.onChange(facet.key, chosen)} />
      ))}
    </Box>
  );
}

function FacetGroup(props: { facet: Facet; onChange: (chosen: string[]) => void }) {
  const { t, i18n } = useTranslation();
  const [all, setAll] = useState(false);
  const title = useId();
  const { facet } = props;
  // What is chosen stays in sight even when nothing is left of it.
  const shown = all
    ? facet.values
    : facet.values.filter((value, index) => index < SHOWN || facet.chosen.includes(value.value));
  const toggle = (value: string) =>
    props.onChange(
      facet.chosen.includes(value)
        ? facet.chosen.filter((other) => other !== value)
        : [...facet.chosen, value],
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
          <Checkbox
            size="small"
            checked={facet.chosen.includes(value.value)}
            onChange={() => toggle(value.value)}
            sx={{ p: 0.25 }}
          />
          <Typography noWrap sx={{ flex: 1 }}>
            {value.label}
          </Typography>
          <Typography variant="caption" className="figures" sx={{ color: 'text.secondary', pr: 0.5 }}>
            {formatCount(value.count, i18n.language)}
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
