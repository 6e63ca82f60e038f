"""The scripts that teach shells to ask the program. Those that typer installed ask in the same way,
and go on working.
"""

from __future__ import annotations

BASH = """\
_revplan_completion() {
    local IFS=$'\\n' line found
    COMPREPLY=()
    found=$(COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD COMP_LINE="$COMP_LINE" \\
            _REVPLAN_COMPLETE=complete_bash "${1/#\\~/$HOME}" 2>/dev/null) ||
        compopt -o default 2>/dev/null
    while IFS= read -r line; do
        [[ -z $line ]] || COMPREPLY+=("$line")
    done <<<"$found"
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[/=:.] ]]; then
        compopt -o nospace 2>/dev/null
    fi
    return 0
}

complete -F _revplan_completion revplan
"""

ZSH = """\
#compdef revplan

_revplan_completion() {
    local program=${(Q)words[1]}
    eval "$(_TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" _REVPLAN_LINE="${words[*]}" \\
            _REVPLAN_COMPLETE=complete_zsh "${program/#\\~/$HOME}" 2>/dev/null)"
}

if [ "$funcstack[1]" = "_revplan" ]; then
    _revplan_completion "$@"
else
    compdef _revplan_completion revplan
fi
"""

FISH = """\
function __revplan_completion
    set -l program (string replace -r '^~' $HOME -- (commandline -opc)[1])
    set -l found (_REVPLAN_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=get-args \\
        _TYPER_COMPLETE_ARGS=(commandline -cp | string collect) $program 2>/dev/null)
    or begin
        set -l word (commandline -ct)
        set -l before (string match -r '^[^/]*=' -- $word; or echo)
        set found $before(__fish_complete_path (string replace -r '^[^/]*=' '' -- $word))
    end
    string join \\n -- $found
end

complete --command revplan --no-files --arguments '(__revplan_completion)'
"""

POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName revplan -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $Env:_REVPLAN_COMPLETE = "complete_powershell"
    $Env:_TYPER_COMPLETE_ARGS = $commandAst.ToString()
    $Env:_TYPER_COMPLETE_WORD_TO_COMPLETE = $wordToComplete
    revplan | ForEach-Object {
        $word, $said = $_ -Split ":::", 2
        [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $said)
    }
    Remove-Item Env:_REVPLAN_COMPLETE, Env:_TYPER_COMPLETE_ARGS
    Remove-Item Env:_TYPER_COMPLETE_WORD_TO_COMPLETE -ErrorAction SilentlyContinue
}
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH, "powershell": POWERSHELL, "pwsh": POWERSHELL}
"""By the name of the shell."""
