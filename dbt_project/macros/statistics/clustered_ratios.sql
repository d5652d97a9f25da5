{# Ratios of sums over clusters with their 95 % intervals.

   Takes a relation with `sum_n`, `sum_d` and the sums of their squares and product over clusters
   (`sum_nn`, `sum_nd`, `sum_dd`), `clusters`, and `ci_method`; gives its rows with `ratio`,
   `ratio_low`, `ratio_high`, and how far they lie from the ratio in units of t: `error_below` and
   `error_above`.

   The variance is the linearised one of a ratio over clusters (Cochran 1977, 6.3 and 10.2).
   `cluster_wilson`: Wilson's interval (1927) at the effective sample size, with Student's t (Korn &
   Graubard 1998). `cluster_t`: ratio plus or minus t standard errors. #}
{% macro clustered_ratios(relation, t_quantiles) %}
with ratios as (

    {{ clustered_variances(relation) }}

),

variances as (

    select
        ratios.*,
        {{ student_t_975("(clusters - 1)", "quantiles.t_975") }} as t
    from ratios
    left join {{ t_quantiles }} as quantiles
        on ratios.clusters - 1 = quantiles.degrees_of_freedom

),

effective as (

    select
        *,
        case
            when ci_method <> 'cluster_wilson' then null
            -- So it is for a ratio of 0 or 1: every cluster agrees.
            when variance = 0 then sum_d
            else least(sum_d, ratio * (1 - ratio) / variance)
        end as effective_n
    from variances

),

bounds as (

    select
        *,
        case ci_method
            when 'cluster_wilson' then {{ wilson_centre("ratio", "effective_n", "t") }}
            else ratio
        end as centre,
        case ci_method
            when 'cluster_wilson' then {{ wilson_half_width("ratio", "effective_n", "t") }}
            else t * sqrt(variance)
        end as half_width,
        clusters >= {{ var("clusters_needed_for_an_interval") }} as has_interval
    from effective

)

select
    * exclude (
        variance, t, effective_n, centre, half_width, has_interval, ci_method
    ),
    -- Rounding may carry a bound a hair past the ratio it belongs to.
    case when has_interval then least(ratio, {{ floor_of_share("centre - half_width") }}) end as ratio_low,
    case when has_interval then greatest(ratio, {{ ceiling_of_share("centre + half_width") }}) end as ratio_high,
    case when has_interval then greatest(ratio - centre + half_width, 0) / t end as error_below,
    case when has_interval then greatest(centre - ratio + half_width, 0) / t end as error_above,
    case when has_interval then ci_method else 'too_few_clusters' end as ci_method
from bounds
{% endmacro %}

{# The ratios and their variances alone, as `ratio` and `variance`. #}
{% macro clustered_variances(relation) %}
with ratios as (

    select
        *,
        sum_n / nullif(sum_d, 0) as ratio
    from {{ relation }}

),

residuals as (

    select
        *,
        sum_nn - 2 * ratio * sum_nd + ratio * ratio * sum_dd as squares,
        sum_nn + ratio * ratio * sum_dd as scale_of_squares
    from ratios

)

-- What is left below the rounding error of the sums is nothing.
select
    * exclude (squares, scale_of_squares),
    case
        when squares <= 1e-14 * scale_of_squares then 0
        else clusters / (clusters - 1.0) * squares / (sum_d * sum_d)
    end as variance
from residuals
{% endmacro %}

{% macro wilson_centre(share, n, t) -%}
    ({{ share }} + {{ t }} * {{ t }} / (2 * {{ n }})) / (1 + {{ t }} * {{ t }} / {{ n }})
{%- endmacro %}

{% macro wilson_half_width(share, n, t) -%}
    {{ t }} / (1 + {{ t }} * {{ t }} / {{ n }})
    * sqrt({{ share }} * (1 - {{ share }}) / {{ n }} + {{ t }} * {{ t }} / (4 * {{ n }} * {{ n }}))
{%- endmacro %}

{% macro floor_of_share(bound) -%}
    case when ci_method = 'cluster_wilson' then greatest(0, {{ bound }}) else {{ bound }} end
{%- endmacro %}

{% macro ceiling_of_share(bound) -%}
    case when ci_method = 'cluster_wilson' then least(1, {{ bound }}) else {{ bound }} end
{%- endmacro %}
