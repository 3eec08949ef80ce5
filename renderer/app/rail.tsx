import CollapseIcon from '@mui/icons-material/MenuOpen';
import ExpandIcon from '@mui/icons-material/Menu';
import { Box, ButtonBase, Divider, Tooltip, Typography } from '@mui/material';
import { Link, useLocation } from '@tanstack/react-router';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { useWaiting } from '../features/home/waiting.ts';
import { SubjectsContext, useSections, type Section } from '../lib/subjects.ts';

/** The sections that this person has, each with how much waits there. */
export function Rail(props: { collapsed: boolean; onCollapse: () => void }) {
  const { t } = useTranslation();
  const counts = useWaiting().countByLink;
  const mine = useSections();
  const { collapsed } = props;
  const group = (name: Section['group']) =>
    mine
      .filter((section) => section.group === name)
      .map((section) => (
        <RailLink
          key={section.key}
          section={section}
          collapsed={collapsed}
          count={counts.get(section.to) ?? 0}
        />
      ));
  const system = group('system');
  return (
    <Box
      component="nav"
      aria-label={t('app:rail.label')}
      sx={{
        width: collapsed ? 56 : 176,
        display: 'flex',
        flexDirection: 'column',
        gap: 0.25,
        p: 1,
        borderRight: '1px solid',
        borderColor: 'divider',
        overflowY: 'auto',
      }}
    >
      {group('work')}
      {system.length > 0 && <Divider sx={{ my: 1 }} />}
      {system}
      <Box sx={{ flex: 1 }} />
      <RailButton
        label={collapsed ? t('app:rail.expand') : t('app:rail.collapse')}
        collapsed={collapsed}
        onClick={props.onCollapse}
      />
    </Box>
  );
}

const itemStyle = {
  display: 'flex',
  justifyContent: 'flex-start',
  gap: 1.25,
  height: 36,
  px: 1.25,
  borderRadius: 1,
  color: 'text.primary',
  textDecoration: 'none',
  '&:hover': { backgroundColor: 'action.hover' },
  '&.active': { backgroundColor: 'action.selected', color: 'primary.main', fontWeight: 500 },
} as const;

function RailLink(props: { section: Section; collapsed: boolean; count: number }) {
  const { t } = useTranslation();
  const { section, collapsed, count } = props;
  const word = t(`app:section.${section.key}`);
  const Icon = section.icon;
  const subjects = useContext(SubjectsContext);
  const covers = section.covers?.(subjects) ?? [];
  const { pathname } = useLocation();
  const isWithin = covers.some((path) => pathname === path || pathname.startsWith(`${path}/`));
  return (
    <Tooltip title={collapsed ? word : ''} placement="right">
      <Box
        component={Link}
        to={section.to}
        className={isWithin ? 'active' : undefined}
        activeOptions={{ exact: section.to === '/', includeSearch: false }}
        aria-label={count > 0 ? t('app:rail.waiting', { word, count }) : word}
        sx={{ ...itemStyle, alignItems: 'center', position: 'relative' }}
      >
        <Icon />
        {!collapsed && (
          <Typography component="span" noWrap sx={{ flex: 1, fontWeight: 'inherit' }}>
            {word}
          </Typography>
        )}
        {count > 0 && (
          <Typography
            component="span"
            variant="caption"
            className="figures"
            sx={collapsed ? { position: 'absolute', top: 0, right: 2 } : { color: 'text.secondary' }}
          >
            {count > 999 ? '999+' : count}
          </Typography>
        )}
      </Box>
    </Tooltip>
  );
}

function RailButton(props: { label: string; collapsed: boolean; onClick: () => void }) {
  return (
    <Tooltip title={props.collapsed ? props.label : ''} placement="right">
      <ButtonBase
        aria-label={props.label}
        onClick={props.onClick}
        sx={{ ...itemStyle, color: 'text.secondary' }}
      >
        {props.collapsed ? <ExpandIcon /> : <CollapseIcon />}
        {!props.collapsed && <Typography component="span">{props.label}</Typography>}
      </ButtonBase>
    </Tooltip>
  );
}
