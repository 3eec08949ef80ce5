import { Box, useMediaQuery } from '@mui/material';
import { useState, type ReactNode } from 'react';
import { useFreshness } from '../lib/changed.ts';
import { readSetting, writeSetting } from '../lib/machine-settings.ts';
import { ClockBanner } from './clock-banner.tsx';
import { DifferenceBanner } from './difference-banner.tsx';
import { DailyBackupBanner, LeavingDialog } from './daily-backup.tsx';
import { KeyBanner } from './key-banner.tsx';
import { CommandPalette } from './command-palette.tsx';
import { PlaceBanner } from './place-banner.tsx';
import { Rail } from './rail.tsx';
import { ToldBanner } from './told-banner.tsx';
import { TopBar } from './top-bar.tsx';
import { useFrameCommands } from './use-frame-commands.ts';
import { WitnessBanner } from './witness-banner.tsx';
import { WritingBanner } from './writing-banner.tsx';

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
        <DifferenceBanner />
        <ClockBanner />
        <KeyBanner />
        <WitnessBanner />
        <DailyBackupBanner />
        <PlaceBanner />
        <ToldBanner />
        <WritingBanner />
        <Box component="main" id="content" sx={{ flex: 1, minHeight: 0, overflow: 'hidden' }}>
          {props.children}
        </Box>
      </Box>
      <LeavingDialog />
      {palette.isOpen && <CommandPalette onClose={palette.close} />}
    </Box>
  );
}
