import { useState } from 'react';
import type { GivenFile, VaultFile } from './vault-file.ts';
import { ActivateForm } from './activate.tsx';
import { Differing, type DifferingFacts } from './differing.tsx';
import { CreateWizard } from './create/create-wizard.tsx';
import { GateLayout } from './gate-layout.tsx';
import { RecoverForm } from './recover.tsx';
import { UnlockForm, type Lock } from './unlock.tsx';
import { Restore } from './restore.tsx';
import { Welcome } from './welcome.tsx';

interface GateProps {
  readonly file: VaultFile | null;
  readonly lock: Lock | null;
  readonly onFile: (file: VaultFile | null) => void;
  readonly onOpened: () => void;
}

type View =
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'create' }
  | { readonly kind: 'recover' }
  | { readonly kind: 'restore'; readonly folder: GivenFile }
  | ActivateView
  | DiffersView;
interface DiffersView {
  readonly kind: 'differs';
  readonly login: string;
  readonly password: string;
  readonly facts: DifferingFacts;
}
interface ActivateView {
  readonly kind: 'activate';
  readonly login: string;
  readonly code: string;
}

/** Everything before the vault is open: welcome, sign-in, first sign-in, create, recover. */
export function Gate(props: GateProps) {
  const [view, setView] = useState<View>({ kind: 'sign-in' });
  const { file, onOpened } = props;
  const back = () => setView({ kind: 'sign-in' });

  if (view.kind === 'create') {
    return <CreateWizard onCancel={back} onFile={props.onFile} onOpened={onOpened} />;
  }
  if (view.kind === 'restore') {
    const restored = (made: VaultFile) => {
      props.onFile(made);
      back();
    };
    return (
      <GateLayout>
        <Restore folder={view.folder} onBack={back} onRestored={restored} />
      </GateLayout>
    );
  }
  if (!file) {
    return (
      <GateLayout>
        <Welcome
          onFile={props.onFile}
          onCreate={() => setView({ kind: 'create' })}
          onRestore={(folder) => setView({ kind: 'restore', folder })}
          onOpened={onOpened}
        />
      </GateLayout>
    );
  }
  return (
    <GateLayout>
      {view.kind === 'recover' ? (
        <RecoverForm file={file} onBack={back} onOpened={onOpened} />
      ) : view.kind === 'differs' ? (
        <Differing {...view} file={file} onBack={back} onOpened={onOpened} />
      ) : view.kind === 'activate' ? (
        <ActivateForm file={file} login={view.login} code={view.code} onBack={back} onOpened={onOpened} />
      ) : (
        <UnlockForm
          file={file}
          lock={props.lock}
          onOther={() => props.onFile(null)}
          onRecover={() => setView({ kind: 'recover' })}
          onDiffers={(login, password, facts) => setView({ kind: 'differs', login, password, facts })}
          onMustActivate={(login, code) => setView({ kind: 'activate', login, code })}
          onOpened={onOpened}
        />
      )}
    </GateLayout>
  );
}
