{# How long units wait for an event that each would reach in the end, those still waiting counted:
   the Kaplan-Meier estimate (1958) with Greenwood's variance (1926), and 95 % intervals on the
   log-log scale (Kalbfleisch & Prentice 2002, 1.4), of the median by inversion (Brookmeyer & Crowley
   1982).

   Takes a relation with one row per unit: the key columns, `waited`, `fate` (event, censored) and
   `horizon`. Gives one row per key: `units`, `events` by the horizon, `share` that the event has
   reached by then, `share_low`, `share_high`; `median_wait`, the first wait by which half have had
   it, `median_low`, `median_high`. The share is null where nobody was watched up to the horizon, its
   interval where it is 0 or 1; a median and its bounds where their curve does not get to a half. #}
{% macro kaplan_meier(relation, keys) %}
    {%- set curve = keys | join(", ") -%}
with
{{ risk_sets(relation, curve ~ ", horizon") }},

greenwood as (

    select
        *,
        1 - survival_before * (1 - ended / at_risk) as reached,
        sqrt({{ exact_sum("case when ended < at_risk then ended / (at_risk * (at_risk - ended)) end") }}
            over ({{ along_the_curve(curve) }} and current row)::double) as relative_error
    from survival

),

-- Logarithms leave a hair: a share that close to 1/2 is half.
curves as (

    select
        {{ curve }},
        sum(leaving)::bigint as units,
        coalesce(sum(events) filter (where waited <= horizon), 0)::bigint as events,
        case
            when max(waited) >= max(horizon) or bool_or(ended = at_risk)
                then coalesce(max(reached) filter (where waited <= horizon), 0)
        end as share,
        max(relative_error) filter (where waited <= horizon) as relative_error,
        min(waited) filter (where reached > 0.5 - 1e-12) as median_wait,
        min(waited) filter (where {{ log_log_bound("reached", "-") }} >= 0.5) as median_low,
        min(waited) filter (where {{ log_log_bound("reached", "+") }} >= 0.5) as median_high
    from greenwood
    group by {{ curve }}

)

select
    {{ curve }},
    units,
    events,
    share,
    {{ log_log_bound("share", "+") }} as share_low,
    {{ log_log_bound("share", "-") }} as share_high,
    median_wait,
    median_low,
    median_high
from curves
{% endmacro %}

{% macro log_log_bound(reached, sign) -%}
    case
        when {{ reached }} > 0 and {{ reached }} < 1
            then 1 - power(
                1 - {{ reached }},
                exp({{ sign }} {{ normal_quantile(0.975) }} * relative_error / ln(1 - {{ reached }}))
            )
    end
{%- endmacro %}
