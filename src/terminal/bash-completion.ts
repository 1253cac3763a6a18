/**
 * What the script for bash needs to work everywhere: it takes a function of the package bash-completion for granted, and makes
 * its constants read-only, which bash complains about when a profile is read again.
 */
export const BEFORE_BASH_SCRIPT = `complete -p ecs-express-deploy > /dev/null 2>&1 && return 0 2> /dev/null
declare -F _get_comp_words_by_ref > /dev/null || _get_comp_words_by_ref() {
    cword=$COMP_CWORD words=("\${COMP_WORDS[@]}") cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
}
`;
