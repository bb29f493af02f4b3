// One of the five roles.
import { useWords } from '../../i18n.tsx'
import { PickField } from '../../parts/pick.tsx'

const roles = ['viewer', 'agent', 'analyst', 'supervisor', 'admin'] as const

export const RolePick = ({ value, onPick }: { value: string; onPick: (value: string) => void }) => {
  const { t, code } = useWords()
  return (
    <PickField
      label={t('people.role')}
      value={value}
      choices={roles.map((role) => [role, code(`role.${role}`, 'role.viewer')])}
      onPick={onPick}
    />
  )
}
