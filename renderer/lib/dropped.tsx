import { createContext, use, useEffect } from 'react';

/** A file that was dropped on the window: like one that was chosen in a dialog. */
export interface DroppedFile {
  readonly token: string;
  readonly name: string;
}

/** What the frame knows of files that are dragged over the window, for the screen that takes them in. */
export interface Drops {
  readonly isDragging: boolean;
  /** One that was dropped and waits to be taken in. */
  readonly file: DroppedFile | null;
  /** Takes it; from then on there is none. */
  readonly onTaken: () => void;
  /** What the open screen says of itself: it has a box for files, or is busy with one. */
  readonly onScreen: (screen: DropScreen) => void;
}

export type DropScreen = 'elsewhere' | 'box' | 'busy';

export const DropsContext = createContext<Drops>({
  isDragging: false,
  file: null,
  onTaken: () => undefined,
  onScreen: () => undefined,
});

/** For the screen that takes files in: says what it is to them, for as long as it is open. */
export function useDrops(screen: DropScreen): Drops {
  const drops = use(DropsContext);
  const { onScreen } = drops;
  useEffect(() => {
    onScreen(screen);
    return () => onScreen('elsewhere');
  }, [onScreen, screen]);
  return drops;
}

/** True for what is dragged in from outside as files; texts and links are none. */
export function isOfFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

/** The page is the program's window: nothing that is dropped on it takes its place, or is opened by it. */
export function useNoForeignDrops(): void {
  useEffect(() => {
    const refuse = (event: DragEvent) => {
      if (!isOfFiles(event) && isEditable(event.target)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
    };
    window.addEventListener('dragover', refuse);
    window.addEventListener('drop', refuse);
    return () => {
      window.removeEventListener('dragover', refuse);
      window.removeEventListener('drop', refuse);
    };
  }, []);
}

/** Text is dropped into a field as it is typed there. */
function isEditable(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
