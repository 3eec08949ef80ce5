import { ClockBanner } from './clock-banner.tsx';
import { DailyBackupBanner } from './daily-backup.tsx';
import { DifferenceBanner } from './difference-banner.tsx';
import { KeyBanner } from './key-banner.tsx';
import { PlaceBanner } from './place-banner.tsx';
import { ToldBanner } from './told-banner.tsx';
import { TrialBanner } from './trial-banner.tsx';
import { WitnessBanner } from './witness-banner.tsx';
import { WritingBanner } from './writing-banner.tsx';

/** What concerns the vault as a whole, above whatever screen is open; the gravest first. */
export function Banners() {
  return (
    <>
      <TrialBanner />
      <DifferenceBanner />
      <ClockBanner />
      <KeyBanner />
      <WitnessBanner />
      <DailyBackupBanner />
      <PlaceBanner />
      <ToldBanner />
      <WritingBanner />
    </>
  );
}
