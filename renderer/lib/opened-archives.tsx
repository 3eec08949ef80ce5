import { createContext, use, useMemo, useRef, type ReactNode } from 'react';

/** So many are offered again. */
const MOST = 8;

/** The archives that the person opened in this session, the last first: their ids alone, and in this window's memory. */
interface OpenedArchives {
  readonly note: (id: number) => void;
  readonly list: () => readonly number[];
}

const OpenedContext = createContext<OpenedArchives | null>(null);

export function OpenedArchivesProvider(props: { children: ReactNode }) {
  const ids = useRef<readonly number[]>([]);
  const opened = useMemo<OpenedArchives>(
    () => ({
      note: (id) => {
        ids.current = [id, ...ids.current.filter((one) => one !== id)].slice(0, MOST);
      },
      list: () => ids.current,
    }),
    [],
  );
  return <OpenedContext value={opened}>{props.children}</OpenedContext>;
}

/** Outside of the signed-in window nothing is noted. */
export function useOpenedArchives(): OpenedArchives {
  return use(OpenedContext) ?? NOTHING;
}

const NOTHING: OpenedArchives = { note: () => undefined, list: () => [] };
