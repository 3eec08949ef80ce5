import { Box, useMediaQuery } from '@mui/material';
import { useState, type ReactNode } from 'react';
import { useFreshness } from '../lib/changed.ts';
import { readSetting, writeSetting } from '../lib/machine-settings.ts';
import { Banners } from './banners/banners.tsx';
import { LeavingDialog } from './banners/daily-backup.tsx';
import { IdleWarning } from './banners/idle-warning.tsx';
import { CommandPalette } from './command-palette.tsx';
import { DropZone } from './drop-zone.tsx';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';
import { useFrameCommands } from './use-frame-commands.ts';

/** Rail at the left, bar at the top, the screen in the rest. Made for 1024 × 700 and up. */
export function Frame(props: { children: ReactNode }) {
  const isNarrow = useMediaQuery('(max-width: 1199px)', { noSsr: true });
  const [chosen, setChosen] = useState(readSetting('rail'));
  const collapsed = chosen ? chosen === 'collapsed' : isNarrow;
  const palette = useFrameCommands();
  useFreshness();
  return (
    <Box sx={{ display: 'grid', gridTemplate: '48px minmax(0, 1fr) / auto minmax(0, 1fr)', height: '100%' }}>
      <TopBar onSearch={palette.open} />
      <Rail
        collapsed={collapsed}
        onCollapse={() => {
          const next = collapsed ? 'open' : 'collapsed';
          writeSetting('rail', next);
          setChosen(next);
        }}
      />
      <Box sx={{ minWidth: 0, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
        <Banners />
        <Box component="main" id="content" sx={{ flex: 1, minHeight: 0, overflow: 'hidden' }}>
          <DropZone>{props.children}</DropZone>
        </Box>
      </Box>
      <LeavingDialog />
      <IdleWarning />
      {palette.isOpen && <CommandPalette onClose={palette.close} />}
    </Box>
  );
}
