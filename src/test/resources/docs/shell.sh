# Functions in place of programs that the documentation calls, for DocumentationIT.

# Servers of the test have ports of their own; an HTTP error fails the command.
curl() {
    local arguments=("$@")
    arguments=("${arguments[@]//127.0.0.1:8123/127.0.0.1:$CLICKHOUSE_PORT}")
    arguments=("${arguments[@]//127.0.0.1:8090/127.0.0.1:$LIVE_PORT}")
    arguments=("${arguments[@]//127.0.0.1:8081/127.0.0.1:$FLINK_UI_PORT}")
    command curl --silent --show-error --fail-with-body "${arguments[@]}"
}

# Runs the command in the process of CommandServer, whose working directory is the same.
if [[ -n ${COMMAND_SERVER_PORT:-} ]]; then
    ./arrowgate() {
        local folder exit_code connection
        folder=${COMMAND_FOLDER:-$(mktemp -d "$WORK/command.XXXXXX")}
        printf '%s\0' "$@" >"$folder/arguments"
        cat >"$folder/in"
        exec {connection}<>"/dev/tcp/127.0.0.1/$COMMAND_SERVER_PORT"
        echo "$folder" >&"$connection"
        trap 'echo stop >&"$connection"' TERM # Interrupts the command, whose exit code follows.
        read -r exit_code <&"$connection" || return 1
        exec {connection}>&-
        cat "$folder/out"
        cat "$folder/err" >&2
        return "$exit_code"
    }
fi
