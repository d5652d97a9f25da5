{# Share of units that the event has reached by each horizon, with rivals that rule it out and units
   still waiting: the Aalen-Johansen estimate (1978), and its 95 % interval on the log-log scale
   (Kalbfleisch & Prentice 2002, 1.4) from the delta-method variance (Marubini & Valsecchi 1995,
   10.2.3; the same as lifelines').

   Takes a relation with one row per unit: the key columns, `waited` and `fate` (event, competing,
   censored), and the horizons by name. Gives one row per key: `units`; for each horizon `events_`,
   `at_risk_` (not yet gone before it), `share_`, `low_`, `high_`, and `rivals_` (the share that a
   rival has reached) with its name; and `median_wait`. A share is null where nobody was
   watched up to the horizon; its interval is null where it is 0 or 1. The median is the first wait by
   which half have had the event; null where the curve does not get there. #}
{% macro aalen_johansen(relation, keys, horizons) %}
    {%- set z = normal_quantile(0.975) -%}
    {%- set curve = keys | join(", ") -%}
with
{{ risk_sets(relation, curve) }},

incidence as (

    select
        *,
        {{ exact_sum("survival_before * events / at_risk") }}
            over ({{ along_the_curve(curve) }} and current row)::double as incidence
    from survival

),

-- The variance of a share is a sum over the curve up to its horizon of
--     (share - incidence)^2 * greenwood - 2 * (share - incidence) * covariance + binomial
-- so that one pass gives what every horizon needs.
parts as (

    select
        *,
        case when ended < at_risk then ended / (at_risk * (at_risk - ended)) else 0 end as greenwood,
        survival_before * events / power(at_risk, 2) as covariance,
        power(survival_before, 2) * events * (at_risk - events) / power(at_risk, 3) as binomial,
        case
            {%- for horizon in horizons.values() | unique | sort %}
            when waited <= {{ horizon }} then {{ horizon }}
            {%- endfor %}
        end as until
    from incidence

),

-- Between one horizon and the next they need not be kept apart, so that many horizons cost no more
-- than few.
stretches as (

    select
        {{ curve }},
        until,
        sum(leaving) as leaving,
        coalesce(sum(leaving) filter (where waited = until), 0) as leaving_at_last,
        sum(events) as events,
        max(incidence) as incidence,
        min(survival_before * (1 - ended / at_risk)) as survival,
        {{ exact_sum("greenwood") }} as squared,
        {{ exact_sum("incidence * greenwood + covariance") }} as linear,
        {{ exact_sum("incidence * (incidence * greenwood + 2 * covariance) + binomial") }}
            as constant,
        max(waited) as last_wait,
        bool_or(ended = at_risk) as has_ended,
        min(waited) filter (where incidence > 0.5 - 1e-12) as median_wait
    from parts
    group by {{ curve }}, until

),

-- Logarithms leave a hair: a share that close to 1 is 1, and that close to 1/2 is half.
sums as (

    select
        {{ curve }},
        sum(leaving)::bigint as units,
        {%- for name, horizon in horizons.items() %}
        {%- set by_then -%} filter (where until <= {{ horizon }}) {%- endset %}
        coalesce(sum(events) {{ by_then }}, 0)::bigint as events_{{ name }},
        sum(case
            when until = {{ horizon }} then leaving_at_last
            when until < {{ horizon }} then 0
            else leaving
        end)::bigint as at_risk_{{ name }},
        case
            when max(last_wait) >= {{ horizon }} or bool_or(has_ended)
                then case
                    when max(incidence) {{ by_then }} > 1 - 1e-12 then 1
                    else coalesce(max(incidence) {{ by_then }}, 0)
                end
        end as share_{{ name }},
        coalesce(min(survival) {{ by_then }}, 1) as survival_{{ name }},
        sum(squared) {{ by_then }}::double as squared_{{ name }},
        sum(linear) {{ by_then }}::double as linear_{{ name }},
        sum(constant) {{ by_then }}::double as constant_{{ name }},
        {%- endfor %}
        min(median_wait) as median_wait
    from stretches
    group by {{ curve }}

),

curves as (

    select
        *
        {%- for name in horizons %},
        -- Logarithms once and twice: of the share, and of what its standard error does to them.
        case
            when share_{{ name }} > 0 and share_{{ name }} < 1
                then
                    sqrt(greatest(
                        share_{{ name }} * (share_{{ name }} * squared_{{ name }} - 2 * linear_{{ name }})
                        + constant_{{ name }},
                        0
                    ))
                    / (share_{{ name }} * abs(ln(share_{{ name }})))
        end as log_log_error_{{ name }},
        case
            when 1 - share_{{ name }} - survival_{{ name }} < 1e-12 then 0
            else 1 - share_{{ name }} - survival_{{ name }}
        end as rivals_{{ name }}
        {%- endfor %}
    from sums

)

select
    {{ curve }},
    units,
    {%- for name in horizons %}
    events_{{ name }},
    at_risk_{{ name }},
    share_{{ name }},
    rivals_{{ name }},
    power(share_{{ name }}, exp({{ z }} * log_log_error_{{ name }})) as low_{{ name }},
    power(share_{{ name }}, exp(-{{ z }} * log_log_error_{{ name }})) as high_{{ name }},
    {%- endfor %}
    median_wait
from curves
{% endmacro %}
