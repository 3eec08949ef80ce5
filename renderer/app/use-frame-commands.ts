import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useLock } from '../features/vault/use-lock.ts';
import { useBridgeEvent, useCommand } from '../lib/events.ts';
import { useShortcut } from '../lib/shortcuts.ts';
import { useStarters } from '../lib/subjects.ts';

/** What the keyboard and the desktop's menus do everywhere: the palette, lock, about. */
export function useFrameCommands() {
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const lock = useLock();
  const starters = useStarters();
  const open = () => setOpen(true);
  useShortcut('mod+k', () => setOpen(!isOpen));
  useCommand('find', open);
  useShortcut('mod+l', lock);
  useCommand('lock', lock);
  useBridgeEvent((event) => {
    if (event.type !== 'command') return;
    const starter = starters.find(({ menu }) => menu === event.command);
    if (starter) void navigate({ to: starter.to });
  });
  const help = () => void navigate({ to: '/help' });
  useShortcut('f1', help);
  useCommand('help', help);
  useCommand('about', () => void navigate({ to: '/about' }));
  return { isOpen, open, close: () => setOpen(false) };
}
