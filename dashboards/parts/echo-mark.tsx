// The mark of Sada: one voice and its echoes, travelling with the reading direction.
export const EchoMark = ({ className = '' }: { className?: string }) => (
  <svg className={`echo-mark ${className}`} viewBox="0 0 32 32" aria-hidden="true">
    <circle cx="7" cy="16" r="3.2" className="echo-voice" />
    <path d="M12.4 11a7 7 0 0 1 0 10" className="echo-near" />
    <path d="M16.6 7.6a11.8 11.8 0 0 1 0 16.8" className="echo-mid" />
    <path d="M20.8 4.2a16.7 16.7 0 0 1 0 23.6" className="echo-far" />
  </svg>
)
