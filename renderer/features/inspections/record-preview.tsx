import { FormPreview } from '../../print/form-preview.tsx';

/** 检查记录表, exactly as it was signed. */
export function RecordPreview(props: { id: number; onClose: () => void }) {
  return <FormPreview form="inspection_record" id={props.id} onClose={props.onClose} />;
}
