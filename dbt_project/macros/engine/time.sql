{# Times: dbt's own cross-database macros under names that read well, and the half-hour slots. #}

{% macro add_seconds(instant, seconds) -%}
    {{ dbt.dateadd("second", seconds, instant) }}
{%- endmacro %}

{% macro seconds_between(earlier, later) -%}
    {{ dbt.datediff(earlier, later, "second") }}
{%- endmacro %}

{% macro milliseconds_between(earlier, later) -%}
    {{ dbt.datediff(earlier, later, "millisecond") }}
{%- endmacro %}

{# An instant if it had happened by the cut-off. #}
{% macro by_cut_off(instant) -%}
    case when {{ instant }} <= cut_off.as_of then {{ instant }} end
{%- endmacro %}

{# The half hour of the local day that an instant of local time lies in, 0 to 47. #}
{% macro slot_of_day(local_instant) -%}
    floor(
        (extract(hour from {{ local_instant }}) * 60 + extract(minute from {{ local_instant }}))
        / {{ var("slot_minutes") }}
    )::integer
{%- endmacro %}

{# The UTC start of the local half hour that an instant lies in. #}
{% macro slot_floor(instant, offset_seconds) -%}
    {%- set local = add_seconds(instant, offset_seconds) -%}
    {{ add_seconds(
        local ~ "::date::timestamp",
        slot_of_day(local) ~ " * " ~ (60 * var("slot_minutes")) ~ " - " ~ offset_seconds
    ) }}
{%- endmacro %}

{# One row for each slot from a slot's start on, as long as it begins before `until`. #}
{% macro slots_from(first_slot, until) -%}
    unnest(range({{ first_slot }}, {{ until }}, interval {{ var("slot_minutes") }} minute))
{%- endmacro %}

{# One row for each date, both ends included. #}
{% macro dates_between(first_date, last_date) -%}
    unnest(range({{ first_date }}, {{ last_date }} + 1, interval 1 day))::date
{%- endmacro %}

{# One row for each hour that the stretch from `since` to before `until` touches. #}
{% macro hours_touched(since, until) -%}
    unnest(range({{ dbt.date_trunc("hour", since) }}, {{ until }}, interval 1 hour))
{%- endmacro %}
