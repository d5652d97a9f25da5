{# Share of units that the event has reached by a horizon, with rivals that rule it out and units
   still waiting: the Aalen-Johansen estimate (1978), and its 95 % interval on the log-log scale
   (Kalbfleisch & Prentice 2002, 1.4) from the delta-method variance (Marubini & Valsecchi 1995,
   10.2.3; the same as lifelines').

   Takes a relation with one row per unit: the key columns, `waited`, `fate` (event, competing,
   censored) and `horizon`. Units that leave at a time are at risk at that time. Gives one row per
   key: `units`, `events` by the horizon, `share`, `share_low`, `share_high`. The share is null where
   nobody was watched up to the horizon; the interval is null where the share is 0 or 1. #}
{% macro aalen_johansen(relation, keys) %}
    {%- set z = 1.959963984540054 -%}
    {%- set curve = keys | join(", ") -%}
    {%- set so_far -%}
        partition by {{ curve }} order by waited rows between unbounded preceding
    {%- endset -%}
with times as (

    select
        {{ curve }},
        horizon,
        waited,
        count(*) as leaving,
        count(*) filter (where fate = 'event') as events,
        count(*) filter (where fate <> 'censored') as ended
    from {{ relation }}
    group by {{ curve }}, horizon, waited

),

risk_sets as (

    select
        *,
        sum(leaving) over (partition by {{ curve }} order by waited desc)::double as at_risk
    from times

),

-- Only the last risk set can end as a whole, and it has no followers to need its logarithm.
survival as (

    select
        *,
        exp(coalesce(
            sum(case when ended < at_risk then ln(1 - ended / at_risk) end)
                over ({{ so_far }} and 1 preceding),
            0
        )) as survival_before
    from risk_sets

),

incidence as (

    select
        *,
        sum(case when waited <= horizon then survival_before * events / at_risk else 0 end)
            over ({{ so_far }} and current row) as incidence
    from survival

),

shares as (

    select
        *,
        -- Logarithms leave a hair: a share that close to 1 is 1.
        case
            when max(incidence) over (partition by {{ curve }}) > 1 - 1e-12 then 1
            else max(incidence) over (partition by {{ curve }})
        end as share
    from incidence

),

-- Summed along the curve, not by group, so that the order of summing never changes.
variances as (

    select
        *,
        sum(
            case
                when waited > horizon then 0
                else
                    case
                        when ended < at_risk
                            then
                                power(share - incidence, 2)
                                * ended / (at_risk * (at_risk - ended))
                        else 0
                    end
                    + power(survival_before, 2)
                    * events * (at_risk - events) / power(at_risk, 3)
                    - 2 * (share - incidence) * survival_before * events / power(at_risk, 2)
            end
        ) over ({{ so_far }} and current row) as variance
    from shares

),

curves as (

    select
        {{ curve }},
        sum(leaving)::bigint as units,
        coalesce(sum(events) filter (where waited <= horizon), 0)::bigint as events,
        case
            when max(waited) >= max(horizon) or bool_or(ended = at_risk) then max(share)
        end as share,
        sqrt(greatest(max_by(variance, waited), 0)) as standard_error
    from variances
    group by {{ curve }}

)

select
    {{ curve }},
    units,
    events,
    share,
    {%- for bound, sign in [("share_low", "+"), ("share_high", "-")] %}
    case
        when share > 0 and share < 1
            then power(share, exp({{ sign }} {{ z }} * standard_error / (share * abs(ln(share)))))
    end as {{ bound }}{{ "," if not loop.last }}
    {%- endfor %}
from curves
{% endmacro %}
