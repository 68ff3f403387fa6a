import { saveDrafts } from './autosave.ts'
import { addCopyButtons } from './copy-buttons.ts'
import { focusErrorSummary } from './focus-error-summary.ts'
import { guardDoubleSubmit } from './guard-double-submit.ts'

focusErrorSummary()
addCopyButtons()
guardDoubleSubmit()
saveDrafts()
