/** What the shell's procedures may do, as the main process provides it. Paths stay on the far side. */
import type { VaultEvent } from '../../db/wire.ts';
import type { Readable } from './values.ts';
import type { DocumentKind, FilePurpose, Language, PageSetup, Preferences, SavePurpose } from './values.ts';

/** A file that the person chose: the token stands for it, the name is shown. */
export interface ChosenFile {
  readonly token: string;
  readonly name: string;
}

export interface PlacedFile extends ChosenFile {
  /** The path of the folder that holds it. */
  readonly folder: string;
}

export interface RecentVault extends PlacedFile {
  /** The vault to try things in, which the program made by itself. */
  readonly trial: boolean;
  /** ISO 8601, UTC. */
  readonly lastOpenedAt: string;
  /** False when the file is not where it was. */
  readonly present: boolean;
  /** How many archives it had when it was last open here. */
  readonly archives: number | null;
  /** The newest backup that this computer knows of: its folder to choose, the place, and when it was made (ISO 8601, UTC). */
  readonly backup: (ChosenFile & { readonly place: string; readonly at: string }) | null;
}

/** How the session before ended, for the page that begins anew. */
export interface HowLocked {
  readonly reason: Extract<VaultEvent, { type: 'locked' }>['reason'];
  /** Whether everything that was typed and not saved is kept. */
  readonly isAllKept: boolean;
}

export interface PrintJob {
  /** What each slice begins with, and the slices: whole documents without scripts; styles and fonts inline. */
  readonly head: string;
  readonly slices: readonly string[];
  readonly title: string;
  readonly language: Language;
  readonly page: PageSetup;
}

/** A whole PDF file for paper. */
export interface PdfJob extends Pick<PrintJob, 'title' | 'page'> {
  readonly pdf: Uint8Array;
}

export interface About {
  readonly name: string;
  readonly version: string;
  /** Name and version of what shows the windows. */
  readonly engine: string;
  readonly platform: string;
}

export interface ShellServices {
  chooseFile(purpose: FilePurpose): Promise<PlacedFile | null>;
  /** The file behind the paths of one drop on the window, for an import; no procedure of a page leads here. */
  dropped(paths: readonly string[]): Promise<ChosenFile>;
  /** A place for a new vault of that name, which nobody has to choose; nothing is made there. */
  proposePlace(name: string): PlacedFile;
  /** The vault to try things in, and whether it is there already. */
  trial(): { readonly vault: ChosenFile; readonly isMade: boolean };
  /** The ledger that it begins with. */
  sampleLedger(): ChosenFile;
  /** Locks every window and deletes the vault to try things in. */
  discardTrial(): Promise<void>;
  saveFile(purpose: SavePurpose, suggestedName: string): Promise<ChosenFile | null>;
  saveDocument(kind: DocumentKind, suggestedName: string, bytes: Uint8Array): Promise<ChosenFile | null>;
  /** True when it went to a printer, false when the person turned back. Its window is told of the progress. */
  print(job: PrintJob, signal: AbortSignal | undefined): Promise<boolean>;
  printPdf(job: PdfJob, signal: AbortSignal | undefined): Promise<boolean>;
  /** Its window is told of the progress. */
  pdf(job: PrintJob, signal: AbortSignal | undefined): Promise<Uint8Array>;
  openSaved(token: string): Promise<void>;
  showSaved(token: string): void;
  recentVaults(): Promise<RecentVault[]>;
  rememberVault(token: string): void;
  forgetVault(token: string): void;
  preferences(): Readable<Preferences>;
  setPreferences(changes: Partial<Preferences>): Readable<Preferences>;
  /** Locks this window now, whatever the vault is busy with. */
  lock(): void;
  /** The session is over and the page has put its things away: another takes its place. */
  startOver(isAllKept: boolean): Promise<void>;
  howLocked(): HowLocked | null;
  /** Ends the program without waiting on, or not at all. */
  leave(now: boolean): void;
  reportActivity(): void;
  setIdleMinutes(minutes: number): void;
  about(): About;
}

/** The window that asks, through its services. */
export interface ShellContext {
  readonly services: ShellServices;
}
